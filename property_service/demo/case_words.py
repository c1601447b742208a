"""What owners say on return visits, and why staff reject or wait. Data only."""

from __future__ import annotations

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
