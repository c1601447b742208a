"""Vocabularies that other modules share. Values are stored, never shown: labels are translated where they appear."""

from __future__ import annotations

APP = "property_service"
MODULE = "Property Service"

PROPERTY_MANAGER = "Property Manager"
SERVICE_SUPERVISOR = "Service Supervisor"
HOUSEKEEPER = "Housekeeper"
SERVICE_ASSISTANT = "Service Assistant"
PROPERTY_TECHNICIAN = "Property Technician"
PROPERTY_CASHIER = "Property Cashier"
PROPERTY_RESIDENT = "Property Resident"

STAFF_ROLES = (
	PROPERTY_MANAGER,
	SERVICE_SUPERVISOR,
	HOUSEKEEPER,
	SERVICE_ASSISTANT,
	PROPERTY_TECHNICIAN,
	PROPERTY_CASHIER,
)
ALL_ROLES = (*STAFF_ROLES, PROPERTY_RESIDENT)

# The field that ERPNext's accounting dimension of Property Community creates on every accounting document.
COMMUNITY_DIMENSION = "property_community"
UOM_YUAN = "Yuan"

STATE_CATEGORIES = ("Open", "Waiting", "Resolved", "Closed", "Rejected")
OPEN_CATEGORIES = ("Open", "Waiting")
