"""The field's terms in Chinese: tasks, phases, stages, switches, and the short notes of cards."""

import re

from agent.tools.bilingual import Note

_TERMS = {
    # phases of a pipeline
    "text encoding": "文本编码",
    "denoising": "去噪",
    "VAE decode": "VAE 解码",
    "generation": "生成",
    # stages of 3D and audio pipelines
    "shape": "几何",
    "texture": "纹理",
    "shape and texture": "几何与纹理",
    "delight": "去光照",
    "panorama": "全景图",
    "reconstruction": "三维重建",
    "music": "音乐",
    "sound": "音效",
    "speech to text": "语音转文字",
    # tasks of published figures
    "audio-to-video": "音频生成视频",
    "captioning": "图像描述",
    "component": "单个部件",
    "image-edit": "图像编辑",
    "image-to-3D shape and texture": "图生 3D（几何与纹理）",
    "image-to-3D shape": "图生 3D（几何）",
    "image-to-3D shape+texture": "图生 3D（几何+纹理）",
    "image-to-3D texture": "图生 3D（纹理）",
    "image-to-3D world": "图生 3D（世界）",
    "image-to-video": "图生视频",
    "interactive-video": "交互式视频",
    "ocr": "文字识别",
    "portrait-animation": "肖像动画",
    "serving": "部署服务",
    "speech-to-video": "语音生成视频",
    "subject-to-video": "主体生成视频",
    "text-generation": "文本生成",
    "text-to-image": "文生图",
    "text-to-music": "文生音乐",
    "text-to-speech": "语音合成",
    "text-to-video": "文生视频",
    "text-to-video-audio": "文生有声视频",
    "video-edit": "视频编辑",
    "video-to-audio": "视频配音",
    "video-understanding": "视频理解",
    # kinds of published figures, and who counted
    "measured": "实测",
    "stated minimum": "标称最低",
    "recommended": "推荐",
    "framework, allocated": "框架统计，已分配",
    "framework, reserved": "框架统计，已保留",
    "driver": "驱动统计",
    "weights only": "仅权重",
    "cache only": "仅缓存",
    "weights and cache": "权重与缓存",
    "card size": "显卡容量",
    # settings
    "precision": "精度",
    "kv precision": "缓存精度",
    "offload": "卸载方式",
    "engine": "引擎",
    "gpus": "卡数",
    "size": "尺寸",
    "frames": "帧数",
    "context": "上下文",
    "prompt": "提示词",
    "width": "宽度",
    "height": "高度",
    "batch": "批大小",
    "resolution": "分辨率",
    "model": "模型",
    "gpu": "显卡",
    "native": "原生精度",
    "official": "官方代码",
    "any": "不限",
    # the language models' table
    "weights": "权重",
    "KV cache": "KV 缓存",
    "activations": "激活",
    "overhead": "运行开销",
    # notes of cards
    "192 GB of HBM is fitted, about 179 to 180 usable": "装有 192 GB HBM，可用约 179 至 180",
    "the A100 is sold with 40 and with 80 GB; the bare name is read as 80": (
        "A100 有 40 与 80 GB 两种；只写名称时按 80 理解"
    ),
    "unified memory: what the GPU may use of it": "统一内存：指其中 GPU 可用的部分",
}


def term(text: str) -> Note:
    """A term with its Chinese; a name that has none stays as it is.

    >>> term("denoising").zh, term("vllm").zh
    ('去噪', 'vllm')
    """
    return Note(text, _TERMS.get(text, getattr(text, "zh", text)))


def card_name(text: str) -> Note:
    """A card as a published figure names it: a class or shared memory is said in Chinese.

    >>> card_name("80GB class").zh
    '80GB 级显卡'
    """
    chinese = re.sub(r"\s*\bclass\b", " 级显卡", text)
    return Note(text, re.sub(r"\s*\(\+(\d+) shared\)", r"（另有 \1 GB 共享内存）", chinese))
