"""What people call the columns of a roster, in Chinese and English. Pure data.

Written as people write it; `columns.label_key` makes case, blanks, brackets and star marks equal.
"""

from __future__ import annotations

REQUIRED_FIELDS = ("building", "unit_no", "gross_area")
# One file may have several of these: 业主1姓名, 业主2姓名, 共有人电话.
OWNER_FIELDS = ("owner_name", "phone", "id_number", "id_type", "share", "email")
REPEATABLE_FIELDS = (*OWNER_FIELDS, "parking", "remarks")

SYNONYMS: dict[str, tuple[str, ...]] = {
	"community": ("小区", "小区名称", "项目", "项目名称", "所属小区", "所属项目", "楼盘", "楼盘名称", "community", "project", "estate"),
	"building": (
		"楼栋", "楼幢", "楼栋号", "楼栋名称", "楼幢号", "栋", "栋号", "栋座", "栋数", "幢", "幢号", "幢名", "座", "座号", "座栋",
		"楼", "楼号", "楼宇", "楼宇名称", "楼宇号", "楼座", "楼座号", "所属楼栋", "所在楼栋", "building", "building no",
		"building name", "building number", "block", "block no", "tower", "tower no",
	),
	"entrance": (
		"单元", "单元号", "单元名称", "所属单元", "梯号", "门洞", "楼门", "entrance", "entrance no", "stairwell", "staircase",
	),
	"unit_no": (
		"房号", "室号", "房间号", "房间", "房屋编号", "房屋号", "房屋", "房屋名称", "房产编号", "房产名称", "房产", "门牌", "门牌号", "室",
		"户号", "单位号", "铺号", "商铺号", "房间编号", "房屋地址", "unit", "unit no", "unit number", "unit name", "room", "room no",
		"room number", "flat", "flat no", "flat number", "apartment", "apartment no", "door no", "house no",
	),
	"floor": ("楼层", "层", "所在楼层", "所在层", "层号", "层数", "楼层号", "floor", "floor no", "level", "storey", "story"),
	"gross_area": (
		"建筑面积", "产权面积", "建面", "面积", "房屋面积", "房产面积", "计费面积", "收费面积", "登记面积", "测绘面积", "实测面积",
		"实测建筑面积", "产权登记面积", "产证面积", "gross area", "area", "built up area", "built-up area", "gfa",
		"gross floor area", "registered area",
	),
	"inner_area": (
		"套内面积", "使用面积", "套内建筑面积", "实用面积", "套内", "套内使用面积", "实测套内面积", "inner area", "net area",
		"usable area", "internal area", "carpet area",
	),
	"unit_type": (
		"房屋类型", "房屋性质", "性质", "类型", "物业类型", "物业性质", "房产类型", "房屋用途", "用途", "业态", "房产性质", "房间类型",
		"使用性质", "unit type", "type", "property type", "use", "usage",
	),
	"unit_status": (
		"房屋状态", "状态", "入住状态", "入住情况", "居住状态", "居住情况", "使用状态", "房态", "房间状态", "status", "unit status",
		"occupancy", "occupancy status",
	),
	"owner_name": (
		"业主姓名", "业主", "业主名称", "业主名", "产权人", "产权人姓名", "产权人名称", "姓名", "客户姓名", "客户名称", "房主", "房主姓名",
		"户主", "户主姓名", "权利人", "权利人姓名", "所有权人", "购房人", "购房人姓名", "名称", "owner", "owner name", "owners",
		"owners name", "names of owners", "owner names", "name", "proprietor",
	),
	"tenure": ("共有方式", "共有情况", "产权形式", "产权方式", "产权情况", "权属", "tenure", "ownership type", "form of ownership"),
	"share": (
		"产权份额", "份额", "比例", "产权比例", "占比", "所占份额", "持有比例", "共有份额", "占有份额", "占有比例", "产权占比", "share",
		"shares", "ownership share", "percentage",
	),
	"phone": (
		"联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "联系手机", "移动电话", "电话号码", "联系号码", "联络电话", "phone",
		"phone no", "phone number", "phones", "mobile", "mobile no", "mobile number", "mobile phone", "tel", "telephone",
		"contact", "contact no", "contact number", "cell",
	),
	"id_number": (
		"身份证号", "身份证", "身份证号码", "证件号", "证件号码", "证照号", "证照号码", "统一社会信用代码", "营业执照号", "公民身份号码",
		"有效证件号", "有效证件号码", "id", "id no", "id number", "id card", "id card no", "id card number", "identity no",
		"identity number", "identity card", "passport no", "licence no", "license no",
	),
	"id_type": ("证件类型", "证件类别", "证件名称", "证件种类", "id type", "identity type"),
	"email": ("邮箱", "电子邮箱", "电子邮件", "邮件", "email", "e-mail", "email address"),
	"delivery_date": (
		"交房日期", "收楼日期", "交付日期", "交楼日期", "收房日期", "交房时间", "收房时间", "收楼时间", "交付时间", "交楼时间", "入伙日期",
		"入伙时间", "接房日期", "接房时间", "delivery date", "handover date", "delivered on", "date of delivery",
	),
	"parking": (
		"车位", "车位号", "车位编号", "停车位", "停车位号", "车位信息", "地下车位", "产权车位", "车库", "车库号", "parking", "parking space",
		"parking spaces", "parking no", "parking lot", "parking bay", "carpark", "car park", "car space",
	),
	"parking_place": ("停车场", "车场", "车库名称", "停车场名称", "车位位置", "车位区域", "garage", "car park name", "parking building"),
	"parking_area": ("车位面积", "车库面积", "parking area"),
	"certificate_no": (
		"产权证号", "房产证号", "不动产权证号", "不动产证号", "房本号", "产证编号", "房产证", "不动产权证书号", "certificate",
		"certificate no", "certificate number", "title no", "title deed no",
	),
	"remarks": ("备注", "说明", "附注", "其他说明", "remark", "remarks", "note", "notes", "comment", "comments"),
}  # fmt: skip

# 业主电话, 产权人身份证号: a word for the owner before a word for an owner's field.
OWNER_PREFIXES = ("业主", "产权人", "户主", "房主", "权利人", "购房人", "客户", "owners", "owner")
# 共有人电话: the second owner and those after.
CO_OWNER_PREFIXES = ("共有人", "共有权人", "共同产权人", "共同所有人", "coowner", "jointowner")
# Columns that say nothing about the unit.
KNOWN_USELESS = (
	"序号",
	"编号",
	"no",
	"#",
	"serial no",
	"index",
	"行",
	"行号",
	"row",
	"column",
	"problem",
	"remedy",
	"列",
	"问题",
	"处理办法",
)
TOTAL_WORDS = ("合计", "总计", "小计", "共计", "total", "sum", "subtotal")
