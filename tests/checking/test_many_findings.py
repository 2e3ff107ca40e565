"""Findings of one kind are told one by one up to a number; how many more there are is told once."""

from gikreport import check, read
from gikreport.limits import Limits, held


def test_what_is_found_too_often_is_counted() -> None:
    said = "\n".join(f"本局做好第{number}类信息公开，，逐项登记。" for number in range(30))
    data = {"agency": "青石县水利局", "year": 2023, "overview": said, "t2": {}, "t3": {}, "t4": {}}
    every = [one for one in check(read(data)) if one.code == "P004"]
    with held(Limits(problems=10)):
        told = [one for one in check(read(data)) if one.code == "P004"]
    assert len(every) == 30
    assert told[:10] == every[:10]
    assert [one.words.zh for one in told[10:]] == ["……及另外 20 处"]
    assert (told[10].code, told[10].severity, told[10].at) == (every[10].code, every[10].severity, every[10].at)
