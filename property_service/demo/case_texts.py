"""What owners of the demo report, in their words and in the staff's. Data only.

Each story stands for one kind of trouble a customer-service desk meets every week; unit and people are put in by
`case_plan.py`. `category` is a Complaint Category this app ships.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CaseText:
	"""One story; `replies` alternate between staff and owner, staff first; `party` is the responsible party."""

	category: str
	request_type: str
	severity: str
	subject: str
	description: str
	replies: tuple[str, ...]
	resolution: str
	party: str = "Common Part"
	location: str | None = None
	needs_unit: bool = True
	with_photo: bool = False


CASE_TEXTS: tuple[CaseText, ...] = (
	CaseText(
		"Bathroom Leakage",
		"Repair",
		"High",
		"卫生间顶部渗水",
		"主卧卫生间吊顶有水渍，这两天一直往下滴水，怀疑是楼上防水有问题，请尽快安排人来看。",
		("您好，已安排维修师傅今天下午上门查看，请您家中留人。", "下午三点以后家里有人，麻烦了。"),
		"楼上卫生间地漏密封老化，已更换密封圈并做闭水试验 24 小时，未再渗漏。",
		"Owner Paid",
		with_photo=True,
	),
	CaseText(
		"Leakage at a Window",
		"Repair",
		"High",
		"外墙渗水，飘窗下墙皮起泡",
		"连着下了几天雨，次卧飘窗下面的墙皮鼓起来了，墙面发霉。去年也报过一次。",
		("您反映的情况已登记，工程部会先做外墙查勘，三天内给您答复。",),
		"查明为外墙窗台拼缝开裂，已打胶并补涂防水，雨后复查无渗水。",
		"Developer Warranty",
		with_photo=True,
	),
	CaseText(
		"Blocked Drain",
		"Repair",
		"Normal",
		"厨房下水道堵塞",
		"厨房水槽下水很慢，昨晚开始返水，用了疏通剂没有效果。",
		("师傅预计今天 16:00 前上门。", "好的，大概要多少钱？", "户内疏通按公示价 80 元一次，疏通后再付。"),
		"户内支管油污堵塞，已用机械疏通，下水恢复正常。",
		"Owner Paid",
	),
	CaseText(
		"Water Pressure",
		"Repair",
		"Normal",
		"水压偏低，热水器打不着火",
		"最近一周晚上七点到九点水很小，热水器经常熄火，楼上几家也这样。",
		("已请水泵房检查变频泵的设定值。",),
		"二次供水变频泵压力设定偏低，已调整并连续观察三天，末端水压正常。",
	),
	CaseText(
		"Circuit Breaker Trips",
		"Repair",
		"High",
		"家里频繁跳闸",
		"一开空调就跳闸，已经把其他电器都拔掉了还是不行。",
		("电工半小时内到，请先不要再合闸。", "知道了。"),
		"空调插座回路接线松动发热，已重新压接并更换空气开关。",
		"Owner Paid",
	),
	CaseText(
		"Common Lighting",
		"Repair",
		"Normal",
		"楼道灯不亮",
		"楼层电梯厅的感应灯坏了好几天，晚上回家看不见。",
		("已通知电工更换。",),
		"已更换该层电梯厅及上下两层感应灯共 5 盏。",
		location="电梯厅",
	),
	CaseText(
		"Elevator Noise",
		"Repair",
		"High",
		"电梯运行有异响",
		"右侧电梯下行到十层附近有咔嗒声，还会轻微抖动，带老人孩子很担心。",
		("维保单位今天到场检查，检查期间右梯停用，请先用左梯。", "请把检查结果告诉我们。"),
		"维保单位更换了对重导靴并润滑导轨，试运行两小时无异响，检查报告已张贴在轿厢。",
		"Specialist",
		location="右侧电梯",
	),
	CaseText(
		"Person Trapped in Elevator",
		"Emergency",
		"Urgent",
		"电梯困人",
		"电梯停在 6 楼和 7 楼之间，里面有两个人，其中一位是老人，请马上来！",
		("值班员已到现场并保持通话，维保人员 12 分钟内到达。",),
		"困人 18 分钟后安全解救，无人受伤；故障为门机接触不良，已修复并复检。",
		"Specialist",
		location="客梯",
	),
	CaseText(
		"Water Leak",
		"Emergency",
		"Urgent",
		"楼道水管爆裂",
		"管道井水管爆了，水已经流到电梯口，请马上关总阀！",
		("总阀已关闭，正在排水，电梯已暂停防止进水。",),
		"更换立管三通一处，恢复供水；电梯底坑已抽水检查后恢复运行。",
		with_photo=True,
		location="管道井",
	),
	CaseText(
		"Access Control",
		"Repair",
		"Normal",
		"单元门禁刷卡没有反应",
		"单元门刷卡和按密码都没有反应，这两天门一直敞着，不安全。",
		("已报弱电维修，今晚保安加密巡逻。",),
		"门禁控制器电源损坏，已更换，刷卡、密码、对讲均正常。",
		location="单元门",
	),
	CaseText(
		"Parking Spot",
		"Complaint",
		"Normal",
		"固定车位被占用",
		"我的车位连续两天被同一辆白色车占着，打电话没人接，请物业处理。",
		("已联系车主，半小时内挪车。", "已经挪了，希望以后能管住。"),
		"已与车主面谈并书面提醒，车位加装地锁，岗亭加强对访客车辆引导。",
		"Common Part",
		with_photo=True,
		location="地下车库",
	),
	CaseText(
		"Barrier Gate",
		"Complaint",
		"Normal",
		"车库出口排队太久",
		"早高峰出口只开一个道闸，每天要排十几分钟，上班都迟到了。",
		("工作日 7:00–9:00 将加开西侧出口，本周起执行。",),
		"早高峰加开西侧出口并派人引导，平均等候降到 3 分钟。",
		needs_unit=False,
		location="车库出口",
	),
	CaseText(
		"Household Waste",
		"Complaint",
		"Normal",
		"垃圾桶满溢有异味",
		"楼下垃圾桶早上就满了，中午还没人清，气味很大，还有苍蝇。",
		("已安排增加一次中午清运。",),
		"垃圾清运由每日两次增至三次，桶体每周两次清洗消毒。",
		needs_unit=False,
		with_photo=True,
		location="垃圾分类点",
	),
	CaseText(
		"Suggestion for the Community",
		"Suggestion",
		"Low",
		"建议修剪窗前的树",
		"一楼窗前的香樟太密，白天家里也要开灯，建议修剪一下。",
		("园林公司本月修剪计划里会加上您窗前这几棵。",),
		"已按安全间距修剪 6 株香樟，采光改善。",
		"Common Part",
	),
	CaseText(
		"Noise",
		"Neighbour Dispute",
		"Normal",
		"楼上深夜跑跳",
		"楼上小孩每天晚上十一点还在跑跳，沟通过两次没有用，影响老人休息。",
		("管家今晚会上门与楼上沟通，并把结果告诉您。", "谢谢，希望别激化矛盾。"),
		"双方到场调解，楼上同意铺地垫并约定 22 点后不跑跳，已签调解记录。",
		"Not Ours",
	),
	CaseText(
		"Unauthorized Construction",
		"Complaint",
		"High",
		"午休时间装修施工",
		"隔壁中午一点还在用电锤，孩子没法午睡，请物业制止。",
		("已现场制止并开具整改通知。",),
		"施工单位停工半天并写下承诺，装修巡查每日两次直至完工。",
		"Common Part",
	),
	CaseText(
		"Public Safety",
		"Complaint",
		"High",
		"电动车进楼充电",
		"有人把电动车推进楼道充电，线从窗户拉下来，太危险了。",
		("秩序部已上门劝离，并检查整栋楼的楼道。",),
		"已清理 3 辆违规充电车辆，楼栋大堂加装电动车识别报警。",
		needs_unit=False,
		with_photo=True,
		location="楼道",
	),
	CaseText(
		"Public Safety",
		"Repair",
		"High",
		"消防通道堆放杂物",
		"楼梯间堆了旧家具和纸箱，已经堵住半边通道。",
		("今天下午张贴清理通知，三天后统一清运。",),
		"杂物已清运，楼梯间恢复畅通，并对堆放住户进行了宣传。",
		needs_unit=False,
		with_photo=True,
		location="楼梯间",
	),
	CaseText(
		"General Enquiry",
		"Enquiry",
		"Normal",
		"咨询物业费明细",
		"请问这个月的账单里电梯费是怎么算的？和邻居家的不一样。",
		("电梯费按建筑面积计收，您家面积与邻居不同，明细已发到您的账单里。", "明白了，谢谢。"),
		"已向业主解释计费面积与单价，业主认可。",
		"Common Part",
	),
	CaseText(
		"General Enquiry",
		"Enquiry",
		"Low",
		"如何开具物业费发票",
		"单位报销需要物业费发票，请问怎么开，抬头能写公司吗？",
		("请提供公司名称和税号，缴费后当月可开。",),
		"已按业主提供的抬头开具电子发票并发送。",
		"Common Part",
	),
	CaseText(
		"Slow Response",
		"Complaint",
		"Normal",
		"前台电话多次没人接",
		"昨天中午打了四次服务电话都没人接，报修耽误了半天。",
		("非常抱歉，我们核查了话务记录，中午交接时段确有漏接。",),
		"中午增设一名值守，漏接来电 15 分钟内回拨，已向业主致歉。",
		"Common Part",
		needs_unit=False,
	),
	CaseText(
		"Praise for Staff",
		"Praise",
		"Low",
		"表扬管家和维修师傅",
		"父亲摔倒时保安和管家第一时间帮忙叫车送医，非常感谢，请一定表扬他们。",
		("感谢您的肯定，已转达并在班会上表扬。",),
		"已通报表扬当班人员并记入当月考评。",
		"Common Part",
	),
	CaseText(
		"Railing",
		"Repair",
		"Normal",
		"儿童滑梯护栏松动",
		"中心花园滑梯右侧护栏晃动，螺丝掉了一颗，小朋友玩很危险。",
		("已先围挡停用，今天修复。",),
		"护栏螺栓全部更换并加装防松垫片，检查合格后开放。",
		needs_unit=False,
		with_photo=True,
		location="中心花园",
	),
	CaseText(
		"Suggestion for the Community",
		"Suggestion",
		"Low",
		"建议公示电梯广告收入",
		"希望把电梯广告和地面停车的收入按季度公示，大家看得明白。",
		("公共收益按季度公示，本季度公示将增加分项明细。",),
		"已在公告栏和业主端公示本年度三个季度的公共收益明细。",
		"Common Part",
		needs_unit=False,
	),
)

DISSATISFIED_WORDS = (
	"修是修了，两天后又出现同样的问题，希望彻底解决。",
	"师傅没有按约定时间来，让我白等了半天。",
	"只是口头答应，没有看到实际改善。",
)
SATISFIED_WORDS = (
	"处理得很快，谢谢。",
	"师傅很专业，走的时候还把地面擦干净了。",
	"问题解决了，满意。",
	"态度很好，结果也满意。",
)
PARTLY_SATISFIED_WORDS = ("问题解决了，就是等的时间有点长。", "基本满意，希望下次提前打个电话。")
REJECT_REASONS = (
	"经核实不属于物业服务范围，已告知业主联系社区居委会，并提供联系电话。",
	"与已有报事重复，已合并处理。",
)
WAITING_NOTES = ("配件已订货，预计五天内到货。", "业主出差，约定下周六上门。")
