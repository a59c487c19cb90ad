"""Names as addresses: any name gives an address that may stand, or none; known names give the reading that people type."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.text.strings.romanised import LONGEST, hyphened

#: What an address may be, said here again.
ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("考勤管理办法", "kaoqin-guanli-banfa"),
        ("职工代表大会条例", "zhigong-daibiaodahui-tiaoli"),
        ("重庆分公司行车安全规定", "chongqing-fengongsi-xingche-anquan-guiding"),
        ("2025年度HR数据管理办法（试行）", "2025-niandu-hr-shujuguanli-banfa-shixing"),
        ("绿化，音乐室", "lvhua-yinyueshi"),
        ("《》——！", ""),
        ("", ""),
    ],
)
def test_a_name_reads_as_it_is_typed(name: str, address: str):
    assert hyphened(name) == address


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("职工重庆行长乐ǚ ÄẞK-_/.%")), max_size=200))
def test_any_name_gives_an_address_or_none(name: str):
    made = hyphened(name)
    assert len(made) <= LONGEST
    assert not made or ADDRESS.fullmatch(made), made
