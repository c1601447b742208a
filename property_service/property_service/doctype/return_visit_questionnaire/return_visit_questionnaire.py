# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from frappe.model.document import Document


class ReturnVisitQuestionnaire(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.return_visit_question.return_visit_question import (
			ReturnVisitQuestion,
		)

		enabled: DF.Check
		questionnaire_name: DF.Data
		questions: DF.Table[ReturnVisitQuestion]
	# end: auto-generated types
	pass
