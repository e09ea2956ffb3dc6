"""What stands in front of a line: numbering labels and the field names of plans and lists.

The patterns are for folded text; they allow the blanks of damaged lines, so that repair and structure share them.
"""

import re

_HAN_NUMBER = "[一二三四五六七八九十百零〇]{1,5}"

LABEL = re.compile(
    rf"第 ?(?:{_HAN_NUMBER}|\d{{1,3}}) ?(?:(?P<chapter>[编篇章]|部分)|(?P<section>节)|(?P<article>条))(?![约款例])"
    rf"|(?P<one>{_HAN_NUMBER} ?(?:、|\.(?!\d)))"
    rf"|(?P<two>\( ?{_HAN_NUMBER} ?\)、?|[㈠-㈩])"
    r"|(?P<three>\d{1,3} ?(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d ?年))|[⒈-⒛])"
    r"|(?P<four>\( ?\d{1,3} ?\)、?|\d{1,2}\)|[⑴-⒇])"
    r"|(?P<five>[①-⑳])"
)
"""A numbering label at the head of a line; the name of the group that matched gives its level."""

_LEVELS = {"chapter": 1, "section": 2, "article": 3, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

_FIELD_ENDS = (
    "单位 部门 领导 责任人 人员 时限 期限 时间 日期 目标 措施 任务 问题 主体 来源 电话 地址 附件".split()  # noqa: SIM905
)

# No field's name begins with these; a wrapped line may (各有关单位:, 以下措施:).
_NO_FIELD_START = "[各下以等的及和其有该些本]"

FIELD = re.compile(
    rf"(?!{_NO_FIELD_START})(?:[\u4e00-\u9fff] ?){{0,6}}(?:{'|'.join(map(' ?'.join, _FIELD_ENDS))}) ?\d{{0,2}} ?:"
)
"""A field name with its colon at the head of a line, as plans and rectification lists print them."""

SALUTATION = re.compile("(?:各位|同志们|尊敬)[^。,;:]{0,12}:")
"""Whom a speech addresses (各位代表:)."""


def label_level(match: re.Match[str]) -> int:
    """Depth of a ``LABEL`` match: 1 for 一、 and chapters, 2 for (一), 3 for 1., 4 for (1), 5 for ①."""
    return _LEVELS[match.lastgroup or ""]
