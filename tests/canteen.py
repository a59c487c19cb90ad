"""The texts that the cast writes: rules on the canteen in both languages, a report, and the roll of nine."""

TEXT = """职工食堂管理办法

第一章　总则
第一条　为了办好职工食堂，制定本办法。
第二条　本办法适用于公司各食堂和送餐点。

第二章　供餐
第三条　早餐标准为每人每日十元，午餐标准为每人每日二十元。
夜班职工的夜餐标准与午餐相同。
第四条　食堂应当做到下列各项：
（一）每日公布菜谱；
（二）每月公布账目。

第三章　附则
第五条　本办法由后勤部门负责解释。
第六条　本办法自2026年5月1日起施行。
"""
ENGLISH = """Rules on the Staff Canteen

Chapter 1 General Provisions
Article 1 These Rules are made so that the canteen is run well.
Article 2 These Rules apply to every canteen and delivery point of the company.

Chapter 2 Meals
Article 3 The rate for breakfast is 10 yuan a person a day, the rate for lunch 20 yuan.
The rate for a meal on the night shift is that for lunch.
Article 4 A canteen shall do the following:
(1) make its menu public every day;
(2) make its accounts public every month.

Chapter 3 Final Provisions
Article 5 The logistics department interprets these Rules.
Article 6 These Rules take effect on 1 May 2026.
"""
REPORT = """2025年度行政工作报告

一、过去一年的工作
公司完成了年度生产任务，职工收入稳定增长。

二、今年的工作安排
公司将改造两条生产线，培训职工三百人次。
"""
#: Nine delegates, two of them at the site joined by video: the quorum is 6, adoption takes 5.
ROLL = "name,employer,unit,delegation,category,front_line,mid_level,site\n" + "".join(
    f"代表{number},hq,车间{number},第一代表团,worker,yes,no,{'south' if number > 7 else 'hq'}\n"
    for number in range(1, 10)
)
SCAN = b"%PDF-1.4\n% a signed paper\n%%EOF\n"
