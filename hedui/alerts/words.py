"""The words of messages, in Chinese and English; nothing of a report.

Belongs here: fixed words, with the names of facts in braces. Does not belong here: when they are said.
"""

from collections.abc import Mapping

from hedui.alerts.digest import Language, News, NoticeKind
from hedui.vocabulary.codes import Severity

ZH, EN = Language.ZH, Language.EN

NAME = {ZH: "核对", EN: "hedui"}

SEVERITIES: Mapping[Severity, Mapping[Language, str]] = {
    Severity.HIGH: {ZH: "高", EN: "high"},
    Severity.MEDIUM: {ZH: "中", EN: "medium"},
    Severity.LOW: {ZH: "低", EN: "low"},
}

NEWS: Mapping[News, Mapping[Language, str]] = {
    News.WORSE: {ZH: "加重", EN: "worse"},
    News.NEW: {ZH: "新发现", EN: "new"},
    News.BACK: {ZH: "再次出现", EN: "back"},
    News.RESOLVED: {ZH: "已消失", EN: "resolved"},
    News.REFUSED: {ZH: "退回文件", EN: "refused files"},
}

# Title, then body. The runbook explains each: docs/runbook.md.
NOTICES: Mapping[NoticeKind, Mapping[Language, tuple[str, str]]] = {
    NoticeKind.FAILED: {
        ZH: ("构建失败", "构建失败，已发布的数据不变。原因：{cause}\n运行 {run_id}；`hedui runs` 列出各次运行。"),
        EN: (
            "build failed",
            "The build failed; what was published is unchanged. Cause: {cause}\nRun {run_id}; `hedui runs` lists runs.",
        ),
    },
    NoticeKind.PAGES: {
        ZH: (
            "网页未更新",
            "数据已发布，但网页未能更新，仍为前次的内容。原因：{cause}\n运行 {run_id}；`hedui runs` 列出各次运行。",
        ),
        EN: (
            "pages not made",
            "The data are published, but the pages could not be made and show the build before. Cause: {cause}\n"
            "Run {run_id}; `hedui runs` lists runs.",
        ),
    },
    NoticeKind.RECOVERED: {
        ZH: ("已恢复", "{at} 的构建正常结束，此前的问题（{since} 起：{trouble}）已解除。"),
        EN: ("recovered", "The build of {at} ended well; what was wrong since {since} ({trouble}) is over."),
    },
    NoticeKind.STUCK: {
        ZH: ("构建未结束", "运行 {run_id} 自 {since} 起已逾 {hours} 小时仍未结束；`hedui doctor` 显示占用的进程。"),
        EN: (
            "build stuck",
            "Run {run_id} has been under way for {hours} hours, since {since}; `hedui doctor` names its process.",
        ),
    },
    NoticeKind.LATE: {
        ZH: ("久未构建", "最近一次正常结束的构建在 {since}，已超过 {hours} 小时。`hedui doctor` 说明原因。"),
        EN: ("build late", "No build has ended well since {since}, over {hours} hours ago. `hedui doctor` says why."),
    },
    NoticeKind.ALIVE: {
        ZH: ("每周平安", "系统正常。最近一次正常结束的构建：{since}；已发布 {build_id}；待处理的发现 {findings} 条。"),
        EN: ("alive", "All is well. Last good build: {since}; published: {build_id}; findings open: {findings}."),
    },
    NoticeKind.TEST: {
        ZH: ("测试", "这是一条测试消息；收到即表示该地址可用。"),
        EN: ("test", "This is a test; to have it means that this address works."),
    },
}  # fmt: skip

ALSO = {ZH: "同一原因另有 {count} 处：{texts}", EN: "{count} more with the same cause: {texts}"}
MORE = {ZH: "另有 {count} 条，用下列命令查看：", EN: "{count} more, which these commands show:"}
FOOT = {ZH: "消息编号 {id}", EN: "message {id}"}
COUNTED = {ZH: "{what} {count}", EN: "{count} {what}"}
BRACKETS = {ZH: "（{inner}）", EN: " ({inner})"}
COLON = {ZH: "：", EN: ": "}
COMMA = {ZH: "、", EN: ", "}
STOP = {ZH: "；", EN: "; "}
