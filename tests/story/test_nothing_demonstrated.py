"""Nothing of the staged demonstration in the product: whatever text its rows hold, no file of the product says it."""

from tests.databases import Databases
from tests.house.demonstrated import from_its_rows, is_telling, said
from tests.web.house import stage_demonstration
from workflow.records.database.session import make_engine


def test_no_file_of_the_product_says_what_a_row_of_the_demonstration_says(databases: Databases):
    engine = make_engine(databases.copy("sqlite", "demonstration_web", stage_demonstration))
    with engine.connect() as connection:
        staged = {one for one in from_its_rows(connection) if is_telling(one)}
    engine.dispose()
    assert len(staged) > 200
    assert {"韩书昀", "南方基地", "贺景行", "衡锰〔2025〕1号", "公司档案室，2020年工会卷第2号"} <= staged
    assert said(staged) == []
