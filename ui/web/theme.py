"""Colours, type and spacing of the chat, as a Gradio theme; `style.css` does what a theme cannot.

Fonts are those of the reader's system: nothing is loaded.
"""

from gradio.themes import Base, Color, Font, Size

_SANS = (
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Noto Sans",
    "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif",
)  # fmt: skip
_MONO = ("ui-monospace", "SF Mono", "Cascadia Mono", "Consolas", "Noto Sans Mono", "monospace")

_INK = Color(
    name="ink",
    c50="#f0f5f9", c100="#dde8f1", c200="#bdd2e3", c300="#90b3d0", c400="#5f8fb8", c500="#2f6c9c",
    c600="#1f5784", c700="#1a476c", c800="#173b59", c900="#12304a", c950="#0b1f31",
)  # fmt: skip
_PAPER = Color(
    name="paper",
    c50="#fafaf9", c100="#f4f4f2", c200="#e7e7e3", c300="#d5d5d0", c400="#a3a39d", c500="#72726c",
    c600="#55554f", c700="#3d3d39", c800="#262825", c900="#1a1c1a", c950="#121412",
)  # fmt: skip
_TEXT = Size(
    name="text", xxs="11px", xs="12px", sm="13px", md="15px", lg="16px", xl="20px", xxl="26px"
)


def theme() -> Base:
    """The theme for light and dark."""
    fonts = [Font(name) for name in _SANS]
    mono = [Font(name) for name in _MONO]
    made = Base(
        primary_hue=_INK, secondary_hue=_INK, neutral_hue=_PAPER, text_size=_TEXT,
        font=fonts, font_mono=mono,
    )  # fmt: skip
    return made.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        background_fill_primary="white",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary="*neutral_100",
        background_fill_secondary_dark="*neutral_800",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_700",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
        block_shadow_dark="none",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_border_color_focus="*primary_500",
        input_border_color_focus_dark="*primary_400",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_hover_dark="*primary_400",
        button_primary_text_color="white",
        button_secondary_background_fill="white",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_700",
        button_secondary_text_color="*neutral_800",
        button_secondary_text_color_dark="*neutral_100",
        button_border_width="1px",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
        link_text_color_hover="*primary_700",
        link_text_color_hover_dark="*primary_200",
        color_accent="*primary_600",
        color_accent_soft="*primary_50",
        color_accent_soft_dark="*neutral_800",
    )
