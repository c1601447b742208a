"""What the registry does for other packages. Import from here, not from the modules behind it."""

from __future__ import annotations

from property_service.registry.customers import ensure_customer, ensure_customers
from property_service.registry.finding import find_units
from property_service.registry.invitations import invite_owner, uses_generated_address
from property_service.registry.masking import clean_text, mask_id, mask_phone, phone_key
from property_service.registry.naming import natural_key
from property_service.registry.owners import (
	current_record,
	find_owner_by_id,
	find_owner_by_mobile,
	find_owners_by_mobile,
	upsert_owner,
)
from property_service.registry.ownership_changes import (
	check_new_owners,
	check_undo,
	refresh_owner_names,
	set_ownership,
	undo_ownership,
)
from property_service.registry.rights import require_role, require_staff
from property_service.registry.roster.tasks import check_roster, import_roster
from property_service.registry.sources import occupant_rows, owner_names_on, ownership_rows, unit_labels
from property_service.registry.unit_status import change_unit_status, status_on

__all__ = [
	"change_unit_status",
	"check_new_owners",
	"check_roster",
	"check_undo",
	"clean_text",
	"current_record",
	"ensure_customer",
	"ensure_customers",
	"find_owner_by_id",
	"find_owner_by_mobile",
	"find_owners_by_mobile",
	"find_units",
	"import_roster",
	"invite_owner",
	"mask_id",
	"mask_phone",
	"natural_key",
	"occupant_rows",
	"owner_names_on",
	"ownership_rows",
	"phone_key",
	"refresh_owner_names",
	"require_role",
	"require_staff",
	"set_ownership",
	"status_on",
	"undo_ownership",
	"unit_labels",
	"upsert_owner",
	"uses_generated_address",
]
