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
    # notes on cards
    "a modified card with twice the memory modules, not NVIDIA's; bandwidth as the RTX 4090's": (
        "改装卡，显存颗粒加倍，并非英伟达出品；带宽同 RTX 4090"
    ),
    "the page is of the 2 GB version, on the same chip and memory bus": "该页面是 2 GB 版本，芯片与显存位宽相同",
    "the page is of the 4 GB version, on the same chip and memory bus": "该页面是 4 GB 版本，芯片与显存位宽相同",
    "the page is of the 8 GB version, on the same chip and memory bus": "该页面是 8 GB 版本，芯片与显存位宽相同",
    "the page is of the 8 GB version, on the same chip and memory bus, with slower memory": (
        "该页面是 8 GB 版本，芯片与显存位宽相同，本版本显存较慢"
    ),
    "the page is of the 16 GB version, on the same chip and memory bus": (
        "该页面是 16 GB 版本，芯片与显存位宽相同"
    ),
    "224 GB/s is the maker's figure; the page says 256": "224 GB/s 是厂商数字；该页面写 256",
    "960 GB/s is the maker's figure; the page says 864": "960 GB/s 是厂商数字；该页面写 864",
    "560 GB/s is the maker's figure (17.5 Gbit/s on 256 bits); the page says 512": (
        "560 GB/s 是厂商数字（17.5 Gbit/s，256 位）；该页面写 512"
    ),
    "the bandwidth of this version is not published": "该版本的带宽未公布",
    "announced there as 141 GB at 5 TB/s; drivers name it 144 GB": (
        "该处宣布为 141 GB、5 TB/s；驱动显示为 144 GB"
    ),
    "one GPU of the two": "两颗 GPU 中的一颗",
    "bandwidth as the 16 GB version's": "带宽同 16 GB 版本",
    "eight stacks of HBM3 as on the MI300X, so its bandwidth": "与 MI300X 同为八个 HBM3 堆栈，带宽亦同",
    "bandwidth as the MI300X's, from the same eight stacks of HBM3; the page counts it twice": (
        "同为八个 HBM3 堆栈，带宽同 MI300X；该页面重复计算了一次"
    ),
    "two chips of 48 GB": "两颗各 48 GB 的芯片",
    # doubts about published figures
    "computed as checkpoint size x 1.2, not measured": "按检查点大小 × 1.2 算出，并非实测",
    "resolution or frames not stated": "未说明分辨率或帧数",
    "automatic layer streaming spills instead of failing; lower setting, not a need": (
        "自动逐层加载会溢出到内存而不报错；是可降到的设置，不是需求"
    ),
    "recommended card, not a need": "推荐的显卡，不是需求",
    "vendor theoretical minimum for video input; number of visual tokens not stated": (
        "厂商给出的视频输入理论下限；未说明视觉 token 数"
    ),
    "share of a 24 GB card under a memory manager that fills the card": (
        "24 GB 显卡上的占用比例，其显存管理会占满整张卡"
    ),
    "kind of CPU offload and precision not stated; the DiT alone would fill the card in bf16": (
        "未说明卸载方式与精度；单是 bf16 的 DiT 就会占满该卡"
    ),
    "vendor pages disagree for shape plus texture (12, 16 and 24.5 GB); shape 6 GB agrees": (
        "厂商页面对几何加纹理的说法不一（12、16 和 24.5 GB）；几何 6 GB 一致"
    ),
    "input image count missing; text-to-image below editing at a quarter of the pixels": (
        "未说明输入图片数；文生图的数字低于四分之一像素的编辑"
    ),
    "tiling read in the footnote of the maker's card of the time": "分块解码取自厂商当时模型卡的脚注",
    "model offload and tiling by the maker's card of the time, but its bf16 and int8 figures lie "
    "9.3 GiB apart, half of DiT and text encoder together: both seem to have stayed on the card": (
        "厂商当时的模型卡称启用逐部件卸载与分块，但其 bf16 与 int8 的数字相差 9.3 GiB，"
        "正是 DiT 与文本编码器合计的一半：两者似乎都留在卡上"
    ),
    "repeats the batch 1 figure to 1 MB: the measured stage does not depend on the batch": (
        "与批大小 1 的数字仅差 1 MB：所测阶段与批大小无关"
    ),
    "parameter count copied from a sibling; computed by rule, not measured": (
        "参数量抄自同系列模型；按规则算出，并非实测"
    ),
    "includes shared host memory": "含共享的主机内存",
    "below the bf16 weights alone, so unreported offload or sharding": (
        "低于 bf16 权重本身，应有未说明的卸载或切分"
    ),
    "three sizes of one recipe contradict each other": "同一份说明中的三个数字互相矛盾",
    "memory manager adapts to the card; a reachable setting, not a need": (
        "显存管理随显卡调整；是可达到的设置，不是需求"
    ),
    "includes the engine preallocation": "含引擎的预分配",
    "published as under 4 GB; tiling from the step before seems still on": (
        "原文为低于 4 GB；上一步的分块似乎仍开启"
    ),
    "host or device memory, not told apart": "未区分内存与显存",
    "size variant, precision or resolution missing": "未说明规格、精度或分辨率",
    "impossible: exceeds the memory of the stated GPUs (81.9 > 79.3 GiB each)": (
        "不可能：超过所述显卡的显存（每卡 81.9 > 79.3 GiB）"
    ),
    "impossible: 580 GB for 80B parameters at bf16 (about 160 GB of weights); and computed, not "
    "measured": "不可能：80B 参数的 bf16 权重约 160 GB，却称 580 GB；且为计算值，并非实测",
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
