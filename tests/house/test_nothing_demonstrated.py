"""Nothing of the demonstration in the product: no file of it knows a name, a place, a title or a clause that was invented."""

from tests.house.demonstrated import from_its_clauses, from_its_code, from_its_files, is_telling, said

INVENTED = {one for one in [*from_its_code(), *from_its_files()] if is_telling(one)}


def test_what_is_looked_for_is_what_the_demonstration_invents():
    """One of each kind, so that the search below cannot have become empty."""
    assert len(INVENTED) > 150
    assert {
        "member-welfare",
        "staff-training",
        "厂务公开条例",
        "Regulations on Factory Transparency",
        "衡锰新材料股份有限公司",
        "Hengmeng New Materials Co., Ltd.",
        "衡锰",
        "总部三楼礼堂",
        "Headquarters auditorium",
        "周建锋",
        "覃秀莲",
        "电解一车间",
        "衡锰〔2016〕12号",
        "工会主席 罗秀芝",
    } <= INVENTED


def test_no_file_of_the_product_says_a_string_of_the_demonstration():
    """Ask the enterprise instead: its records, its procedure.toml, the words of the regulation itself."""
    assert said(INVENTED) == []


def test_no_file_of_the_product_says_a_clause_of_the_demonstration_s_own_regulations():
    assert said(from_its_clauses()) == []
