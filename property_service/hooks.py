app_name = "property_service"
app_title = "Property Service"
app_publisher = "property_service contributors"
app_description = "Property-management customer service (物业客服) beside ERPNext"
app_email = "hello@property-service.invalid"
app_license = "gpl-3.0"
required_apps = ["erpnext"]
export_python_type_annotations = True
require_type_annotated_api_methods = True

add_to_apps_screen = [
	{
		"name": "property_service",
		"logo": "/assets/property_service/images/logo.svg",
		"title": "Property Service",
		"route": "/app/property-service",
		"has_permission": "property_service.registry.api.may_open_app",
	}
]
app_logo_url = "/assets/property_service/images/logo.svg"

before_install = "property_service.setup.before_install"
after_sync = "property_service.setup.after_sync"
after_migrate = "property_service.setup.after_migrate"
before_uninstall = "property_service.setup.before_uninstall"
after_uninstall = "property_service.setup.after_uninstall"
setup_wizard_complete = "property_service.setup.after_wizard"

doctype_js = {
	"Customer": "public/js/erpnext/customer.js",
	"Sales Invoice": "public/js/erpnext/sales_invoice.js",
}
override_doctype_dashboards = {
	"Customer": "property_service.registry.dashboards.customer_dashboard",
	"Sales Invoice": "property_service.billing.dashboards.sales_invoice_dashboard",
}

doc_events = {
	"Company": {
		"on_update": "property_service.site_setup.accounts.on_company_update",
		"on_trash": "property_service.site_setup.accounts.on_company_trash",
	},
	"Property Community": {"after_insert": "property_service.site_setup.masters.on_community_insert"},
	"Sales Invoice": {
		"before_insert": "property_service.billing.events.refuse_copy_of_bill",
		"validate": "property_service.billing.events.protect_bill",
		"on_submit": "property_service.billing.events.on_invoice_submit",
		"on_change": "property_service.billing.events.on_invoice_change",
		"before_cancel": "property_service.billing.events.before_invoice_cancel",
		"on_cancel": "property_service.billing.events.on_invoice_cancel",
	},
	"Payment Entry": {"before_cancel": "property_service.billing.events.before_payment_cancel"},
	"Version": {"before_insert": "property_service.registry.events.mask_version"},
	"Contact": {"validate": "property_service.registry.events.keep_phone_on_owner"},
	"Error Log": {"before_insert": "property_service.registry.events.mask_error"},
	"Workflow": {"validate": "property_service.casework.events.check_workflow_categories"},
	"File": {
		"validate": "property_service.casework.events.guard_attachment",
		"after_insert": "property_service.casework.events.keep_attachment_private",
	},
	"Complaint": {"validate": "property_service.visits.events.guard_closing"},
	# any document may have return visits: a rule says so, and without one this returns at once
	"*": {
		"on_update": "property_service.visits.events.on_reference_update",
		"on_update_after_submit": "property_service.visits.events.on_reference_update",
	},
}

permission_query_conditions = {
	"Property Unit": "property_service.portal.residents.query_conditions",
	"Property Owner": "property_service.portal.residents.query_conditions",
	"Complaint": "property_service.portal.residents.query_conditions",
	"Fee Charge": "property_service.portal.residents.query_conditions",
	"Return Visit": "property_service.portal.residents.query_conditions",
	"Unit Ownership": "property_service.portal.residents.query_conditions",
	"Unit Occupant": "property_service.portal.residents.query_conditions",
	"Property Receipt": "property_service.portal.residents.query_conditions",
}
has_permission = {
	"Property Unit": "property_service.portal.residents.document_permission",
	"Property Owner": "property_service.portal.residents.document_permission",
	"Complaint": "property_service.portal.residents.document_permission",
	"Fee Charge": "property_service.portal.residents.document_permission",
	"Return Visit": "property_service.portal.residents.document_permission",
	"Unit Ownership": "property_service.portal.residents.document_permission",
	"Unit Occupant": "property_service.portal.residents.document_permission",
	"Property Receipt": "property_service.portal.residents.document_permission",
}
has_website_permission = {
	"Property Unit": "property_service.portal.residents.website_permission",
	"Property Owner": "property_service.portal.residents.website_permission",
	"Complaint": "property_service.portal.residents.website_permission",
	"Fee Charge": "property_service.portal.residents.website_permission",
	"Return Visit": "property_service.portal.residents.website_permission",
	"Unit Ownership": "property_service.portal.residents.website_permission",
	"Unit Occupant": "property_service.portal.residents.website_permission",
	"Property Receipt": "property_service.portal.residents.website_permission",
}

scheduler_events = {
	"daily": ["property_service.registry.tasks.refresh_by_date"],
	"cron": {
		"*/5 * * * *": [
			"property_service.billing.tasks.resume_stalled_runs",
			"property_service.registry.roster.tasks.resume_stalled_imports",
		]
	},
	"daily_long": ["property_service.visits.tasks.remind_due_visits"],
}

standard_portal_menu_items = [
	{
		"title": "My Home",
		"route": "/property",
		"reference_doctype": "Property Unit",
		"role": "Property Resident",
	},
]
website_route_rules = [
	{"from_route": "/property/bills/<path:name>", "to_route": "property/bill"},
	{"from_route": "/property/cases/<path:name>", "to_route": "property/case"},
]
role_home_page = {"Property Resident": "property"}
update_website_context = ["property_service.portal.website.update_context"]
auth_hooks = [
	"property_service.portal.gate.keep_residents_in_portal",
	"property_service.registry.guard.refuse_search_by_hidden_fields",
]

jinja = {
	"methods": ["property_service.billing.printing.bill_notice", "property_service.billing.printing.receipt"]
}

user_data_fields = [
	{
		"doctype": "Property Owner",
		"filter_by": "email",
		"redact_fields": ["owner_name", "mobile_no", "other_phones", "email", "id_number", "mailing_address"],
	},
	{
		"doctype": "Complaint",
		"filter_by": "owner",
		"redact_fields": ["contact_name", "contact_mobile", "contact_email"],
	},
]
company_data_to_be_ignored = [
	"Property Community",
	"Fee Item",
	"Property Service Settings",
]
ignore_links_on_delete = [
	"Unit Status Log",
	"Complaint Status Log",
	"Property Roster Import Row",
	"Property Shipped Record",
]
global_search_doctypes = {
	"Default": [
		{"doctype": "Property Unit", "index": 1},
		{"doctype": "Property Owner", "index": 2},
		{"doctype": "Complaint", "index": 3},
	]
}
auto_cancel_exempted_doctypes = ["Property Receipt", "Billing Run", "Ownership Transfer"]
