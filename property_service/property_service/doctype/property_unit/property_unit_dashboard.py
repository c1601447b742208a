# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from property_service.registry import dashboards


def get_data() -> dict:
	return dashboards.unit_dashboard()
