"""Reading costs in proportion to a text's length, whatever it repeats."""

import gc
import time
from collections.abc import Iterator

import pytest

from hedui.documents.reader import document_from_bytes
from hedui.figures.reader import read_figures
from hedui.shipped import VOCABULARY_DIR
from hedui.tasks.reader import read_tasks
from hedui.vocabulary.load import Vocabulary, load_vocabulary

TIMES = 8
MOST_GROWTH = 3**3  # three for each of three doublings; work that grows with the square gives 64
FLOOR = 0.02  # seconds, below which a ratio says nothing

# Repeated so often: what makes a figure each time less often than what makes none.
REPEATED = {
    120: (
        "1", "1,", "1.", "1、", "1-", "1×", "1:", "1万", "第1", "约1", "1年", "1〔", "(1", "“1", "１．", "\n1.",
        "甲,1亩", "2023年", "1-10月", "〔2023〕", "PM2.5", "同比增长1%,", "分别为1、2吨,",
    ),
    1500: (
        "亿", "万", "(", "《", "“", '"', ",", "约", "第", "年", "%", ".", "-", ":", "\t", " ", "十", "同比", "其中",
        "分别", "由", "占", "\n责任单位:", "甲、", "\ufeff", "一、", "Ⅰ、",
    ),
}  # fmt: skip
CASES = [(token, times) for times, tokens in REPEATED.items() for token in tokens]


@pytest.fixture(scope="module")
def vocabulary() -> Iterator[Vocabulary]:
    """The vocabulary; what other tests left in memory is kept out of what is measured."""
    gc.collect()
    gc.freeze()
    yield load_vocabulary(VOCABULARY_DIR)
    gc.unfreeze()


def seconds(text: str, vocabulary: Vocabulary) -> float:
    """Processor time of reading a text whole."""
    data = f"某市2023年工作总结\n全市煤炭消费总量{text}".encode()
    gc.collect()
    began = time.process_time()
    document = document_from_bytes(data, "hostile.txt", vocabulary.regions)
    read_tasks(document, read_figures(document, vocabulary))
    return time.process_time() - began


@pytest.mark.parametrize(("token", "times"), CASES)
def test_time_grows_with_length(token: str, times: int, vocabulary: Vocabulary) -> None:
    short, long = seconds(token * times, vocabulary), seconds(token * times * TIMES, vocabulary)
    assert long <= MOST_GROWTH * max(FLOOR, short)
