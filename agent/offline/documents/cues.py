"""What tells in a question which kind of thing, sum or list is asked: English and Chinese cues."""

import re

CHANGE = re.compile(
    r"\b(?:grow\w*|grew|growth|increas\w*|decreas\w*|ris(?:e|en|ing)|rose|f[ae]ll(?:en|s)?|drop\w*|declin\w*"
    r"|chang\w*|shr[aiu]nk\w*|up|down|higher|lower|more|less|fewer)\b|增长|增加|减少|下降|变化|涨|降|多了|少了",
    re.IGNORECASE,
)
PERCENT = re.compile(
    r"\bper\s?cent\w*|\bpercentage|%|\bgrowth\b|\brate of\b|百分|增长率|增幅|降幅", re.IGNORECASE
)
GROWTH = re.compile(r"\bgrowth\b|\bgrow|\bgrew\b|increase|decrease|增长", re.IGNORECASE)
DIFFERENCE = re.compile(
    r"\bdifference\b|\bhow (?:many|much) (?:more|fewer|less|higher|lower|dearer|cheaper|longer|shorter)\b"
    r"|\bhow (?:many|much)\b.{3,50}\b(?:more|fewer|less)\b.{0,40}\bthan\b"
    r"|\bby how (?:many|much)\b|\bhow much did\b.{3,80}\b(?:rise|fall|grow|increase|decrease|drop|change|go up|go down)\b"
    r"|相差|差多少|(?:多|少|增加|减少|涨|降)了?多少",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\bshare\b|\bproportion\b|\bwhat part\b|\bfraction\b|(?:\bper\s?cent\w*|\bpercentage|%) (?:of|came|comes|is|was|were|are)\b"
    r"|占|比例|份额|百分之",
    re.IGNORECASE,
)
MEAN = re.compile(r"\baverage\b|\bmean\b|\bon average\b|平均", re.IGNORECASE)
SUM = re.compile(
    r"\btotal\b|\bsum\b|\baltogether\b|\bin all\b|\bcombined\b|\btogether\b|\badds? up\b|\badded up\b|合计|总共|一共|总和|总计|共有?多少",
    re.IGNORECASE,
)
RATIO = re.compile(r"\bhow many times\b|\bratio\b|几倍|多少倍", re.IGNORECASE)
NUMBER = re.compile(
    r"\bhow (?:many|much|long|tall|high|old|far|big|large|deep|heavy|wide|fast|often|late)\b|\b(?:what|which) (?:number|percentage|share|amount|price|fee|fare|capacity|height|length)\b"
    r"|\bcosts?\b|\bprice\b|%|\b(?:what|which) (?:is|are|was|were) the (?:\w+ ){0,3}(?:salary|wage|population|speed|budget|premium|temperature|revenue|turnover|profit|loss|deficit|attendance|phone|telephone|depth|width|weight|area|size)\b|多少|几[个人年天次辆名位张本册元岁]|多[高长大深远]",
    re.IGNORECASE,
)
TIME = re.compile(
    r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time)\b|\bsince when\b|\buntil when\b|\bhow late\b|什么时候|何时|哪[一]?年|几点|几月|哪天",
    re.IGNORECASE,
)
PERSON = re.compile(r"\bwho(?:m|se)?\b|谁|哪位|叫什么名字", re.IGNORECASE)
MAKER = re.compile(
    r"\b(?:what|which) (?:\w+ )?(?:company|firm|maker|manufacturer|supplier|bank|insurer|club|team|brand|shipyard|yard|builder|contractor|university|organi[sz]ation|publisher|newspaper)\b|哪家|哪个公司",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\be-?mail\b|\b(?:tele)?phone number\b|\bwebsite\b|邮箱|电话", re.IGNORECASE)
NOT = re.compile(
    r"\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bexcept\w*|\bexclu\w+|\bforbid\w*|\bprohibit\w*|\bwithout\b|不|没|禁止|除外",
    re.IGNORECASE,
)
DEED = re.compile(
    r"\b(?:who|(?:what|which) (?!is\b|are\b|was\b|were\b|did\b|does\b|do\b|has\b|have\b|had\b)[a-z]+)(?: (?:has|had|have|was|were))? ([a-z]+)\b",
    re.IGNORECASE,
)
OF_MONEY = re.compile(
    r"[$€£¥]|\b(?:eur|usd|gbp|chf|sek|nok|dkk|euros?|dollars?|pounds?|crowns?|yuan)\b|_(?:eur|usd|gbp)\b|\b(?:cost|price|fare|fee|charge|rate|tariff|premium|rent|salary|wage|pay|income|revenue|budget|expense|expenditure|deposit|fine|sales|turnover)s?|[元价费]|票",
    re.IGNORECASE,
)
MAY = re.compile(
    r"\bwho\b.{0,30}\b(?:may|can|must|should|is allowed|needs?|decides?|pays?)\b", re.IGNORECASE
)
YES_NO = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|will|would|should)\b|吗[？?]?\W*$|是否|能不能|可不可以|有没有",
    re.IGNORECASE,
)
LIST = re.compile(
    r"^\W*(?:please\s+|can you\s+|could you\s+)*list\b|\blist (?:all|the|every|of)\b|\bname (?:all|the|every)\b|\b(?:which|what) (?:are|were) (?:all )?(?:the|its|their)\b|\bwhat (?:all|are)\b|\b(?:what|which) (?:\w+ ){0,2}\w+s (?:are|were|did|does|do|may|can|has|have|had)\b"
    r"|^\W*(?:(?:the|all)\s+)*[a-z]{3,}s (?:of|in|on|at|for|along)\b|哪些|有哪几|列出|都有",
    re.IGNORECASE,
)
TOLD_APART = re.compile(
    r"\bvs\.?\b|\bversus\b|\bcompar\w+|\bdifferen\w+|\b(?:old|earlier|former|previous)\b.{2,60}\b(?:new|revised|later|current)\b|\bthen and now\b|\bchang\w+|\bplanned\b|\boriginally\b|\binstead\b|对比|比较|变化|不同|原来|改",
    re.IGNORECASE,
)
SIDE_BY_SIDE = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bor\b|\bboth\b|\beach\b|比较|对比|还是|分别", re.IGNORECASE
)
NAME = re.compile(
    r"(?:[A-ZÀ-ÞØ-Ž][\w’'-]*)(?:(?:\s|[–-])(?:(?:of|the|de|van|von|du)\s)*(?:[A-ZÀ-ÞØ-Ž][\w’'-]*))*"
)
MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Q\d|q\d)\Z"
)
WEEKDAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|周[一二三四五六日]", re.IGNORECASE
)
FIGURE = re.compile(r"(?<![\w.,:])\d+(?![\w%]|[.,:]\d)|\b[A-Za-z]\d{1,2}\b")
FOLLOWS = re.compile(
    r"^\W*(?:and|what about|how about|but|also|same|then)\b|^\W*(?:in|for|on) \W*(?:(?:19|20)\d\d\S*)\W*$|呢[？?]?$|^\W*(?:那|那么|还有)",
    re.IGNORECASE,
)
POINTS = re.compile(
    r"\b(?:it|its|they|them|their|there|that|those|this|he|she|his|her)\b|它|他们|她|那里",
    re.IGNORECASE,
)
MEASURES = (
    ("fast", re.compile(r"\bspeed\b|\bhow fast\b|多快|速度", re.IGNORECASE)),
    ("hot", re.compile(r"\btemperature\b|\bhow (?:hot|warm|cold)\b|温度", re.IGNORECASE)),
    ("long", re.compile(r"\bhow long\b|多久|多长", re.IGNORECASE)),
    ("high", re.compile(r"\bhow (?:tall|high|deep|wide|far)\b|多[高深宽远]", re.IGNORECASE)),
    ("heavy", re.compile(r"\bhow heavy\b|\bweigh\b|多重", re.IGNORECASE)),
    (
        "money",
        re.compile(
            r"\bcosts?\b|\bpric(?:e|es)\b|\bearns?\b|\bpaid\b|\bfares?\b|\bsalary\b|\bwages?\b|\b(?:what|how much)\b.{0,40}\b(?:pay|paid|charged?|fee)\b|多少钱|价格|票价",
            re.IGNORECASE,
        ),
    ),
)
QUANTITY = re.compile(
    r"\b(?:what|which) (?:\w+ ){0,2}?(?:speed|temperature|height|length|depth|width|weight|distance|age|size|capacity|area|population|price|cost|fee|fare|deposit|fine|salary|rent|pressure|power|voltage|interval|duration|percentage|share|number|amount|limit)\b"
    r"|\b(?:capacity|height|length|depth|width|weight|speed|temperature|population|price|cost|fee|fare)\W*$",
    re.IGNORECASE,
)
HEAD = re.compile(
    r"^\W*(?:(?:what|who|which|where)(?:['’]?s| (?:is|are|was|were|has been))? )?(?:the |an? )?((?:[\w-]+ ){0,2}[\w-]+) (?:of|for|at|in) ",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|did|do|does|has|have|had)\b.* ([a-z]+)(?: (?:in|on|at|by|from|for|to|with|during|per)\b[^?]*)?\W*$"
    r"|\bhow many (?:[a-z’'-]+ ){1,3}?([a-z]+)(?: (?:in|on|at|by|from|for|to|with|during)\b[^?]*)?\W*$",
    re.IGNORECASE,
)
MEASURED = frozenset("price cost fare fee charge ticket salary wage".split())
