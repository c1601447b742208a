"""What people see of a roster before it is imported: the first units, without a full phone or ID number. Pure."""

from __future__ import annotations

from property_service.registry.masking import mask_id, mask_numbers, mask_phone
from property_service.registry.roster.compare import Decision
from property_service.registry.roster.owners import OwnerPlan
from property_service.registry.roster.problems import Problem

PREVIEW_UNITS = 50


def preview_of(decision: Decision) -> dict:
	"""Return one unit as a preview shows it: texts and numbers that JSON can hold, personal data masked."""
	plan = decision.plan
	return {
		"rows": list(plan.rows),
		"unit": mask_numbers(plan.address.label),
		"floor": plan.floor,
		"gross_area": str(plan.gross_area) if plan.gross_area is not None else None,
		"inner_area": str(plan.inner_area) if plan.inner_area is not None else None,
		"unit_type": plan.unit_type,
		"delivery_date": plan.delivery_date.isoformat() if plan.delivery_date else None,
		"tenure": plan.tenure,
		"owners": [_owner(owner) for owner in plan.owners],
		"parking": [parking.address.label for parking in plan.parking],
		"action": decision.action,
	}


def problem_data(problem: Problem) -> list:
	"""Return a problem as JSON can hold it; `problem_from` reads it again."""
	return [problem.row, problem.field, problem.code, *problem.values]


def problem_from(data: list) -> Problem:
	"""Return the problem that `problem_data` wrote."""
	row, field, code, *values = data
	return Problem(row, field, code, tuple(values))


def _owner(owner: OwnerPlan) -> dict:
	return {
		"name": owner.name,
		"phone": mask_phone(owner.phones[0]) if owner.phones else "",
		"more_phones": max(len(owner.phones) - 1, 0),
		"id_number": mask_id(owner.identity.number) if owner.identity else "",
		"share": str(owner.share) if owner.share is not None else "",
	}
