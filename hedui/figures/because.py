"""What decided the fields of a figure, in words: rules by their own reason, other sources by ``because.yml``."""

from functools import lru_cache

from hedui.language.rules import load_rules
from hedui.shipped import LANGUAGE_DIR
from hedui.vocabulary.yaml_file import read_yaml

_RULES = ("times", "sections", "plan", "change")
FIELDS = {"role": ("角色", "role"), "period": ("期间", "period"), "base": ("基期", "base")}


def in_words(because: str) -> list[tuple[str, str]]:
    """The field and what decided it, both in Chinese and English, for each entry of a figure's ``because``."""
    told = []
    for entry in because.split():
        field, _, why = entry.partition("=")
        zh, en = sources().get(why, (why, why))
        label_zh, label_en = FIELDS.get(field, (field, field))
        told.append((f"{label_zh}/{label_en}", f"{zh} / {en}" if zh != en else zh))
    return told


@lru_cache(maxsize=1)
def sources() -> dict[str, tuple[str, str]]:
    """Words of every rule and of every other source, by its id."""
    declared = read_yaml(LANGUAGE_DIR / "because.yml")
    words = {str(source): (str(said["zh"]), str(said["en"])) for source, said in declared.items()}
    for name in _RULES:
        for rule in load_rules(name):
            words.setdefault(rule.rule_id, (f"规则 {rule.rule_id}", f"{rule.rule_id}: {rule.why}"))
    return words
