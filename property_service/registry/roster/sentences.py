"""What can be wrong with the cells of a roster: per code the sentence and the remedy, in the reader's language.

The codes are those of `CellError` and `Problem` in the pure files; their values fill {0}, {1} and so on.
"""

from __future__ import annotations

from frappe import _

Text = tuple[str, str]


def address_texts() -> dict[str, Text]:
	return {
		"required": (_("The cell is empty."), _("Fill it in.")),
		"sheet_error": (_("The cell shows the error {0}."), _("Replace the formula with its value.")),
		"too_long": (_("The text is longer than {0} characters."), _("Shorten it.")),
		"date_damage": (
			_("Excel turned this cell into a date ({0})."),
			_("Format the column as text and type the value again."),
		),
		"scientific": (
			_("Excel rounded this long number ({0}), its last digits are lost."),
			_("Format the column as text and type the number again."),
		),
		"address_unreadable": (
			_("{0} does not say building and unit."),
			_("Write it like 1栋2单元301, or give the building a column of its own."),
		),
		"parking_count": (
			_("{0} says how many parking spaces there are, not which."),
			_("Write the numbers of the spaces, for example B1-023; B1-024."),
		),
		"parking_unreadable": (_("{0} has no number of a parking space."), _("Write it like B1-023.")),
		"parking_repeated": (
			_("{1} units name the parking space {0}."),
			_("If the column holds how many spaces there are, write their numbers instead."),
		),
		"parking_contested": (
			_("The parking space {0} stands in rows {1} with different owners."),
			_("Keep it in the row of its owner."),
		),
		"other_community": (
			_("The row belongs to {0}, not to the community of this import."),
			_("Import it with a roster of its own."),
		),
	}


def unit_texts() -> dict[str, Text]:
	return {
		"area_unreadable": (_("{0} is no area."), _("Write square meters as a number, for example 89.5.")),
		"area_not_positive": (
			_("An area of {0} is not possible."),
			_("Write the area of the title certificate."),
		),
		"area_too_large": (_("{0} is too large for one unit."), _("Write square meters, for example 89.5.")),
		"gross_not_positive": (
			_("The gross area must be more than 0."),
			_("Write the area of the title certificate."),
		),
		"inner_not_positive": (
			_("The inner area must be more than 0."),
			_("Leave the cell empty when it is not known."),
		),
		"inner_over_gross": (
			_("The inner area of {0} m² is larger than the gross area of {1} m²."),
			_("Check whether the two stand in each other's column."),
		),
		"date_unreadable": (
			_("{0} is no complete date."),
			_("Write year, month and day, for example 2019-03-05."),
		),
		"date_out_of_range": (_("{0} cannot be a delivery date."), _("Check the year.")),
		"floor_unreadable": (_("{0} is no floor."), _("Write a number, for example 18, or -1 below ground.")),
		"floor_out_of_range": (_("There is no floor {0}."), _("Write a number between -10 and 200.")),
		"type_unknown": (
			_("{0} is no known type of unit."),
			_(
				"Write one of: residence, shop, office, parking space, storage (住宅, 商铺, 办公, 车位, 储藏室)."
			),
		),
		"status_unknown": (
			_("{0} is no known status of a unit."),
			_("Write one of: unsold, sold, delivered, moved in, decorating, occupied, rented, vacant."),
		),
		"contradiction": (
			_("Row {1} says {0} for the same unit, row {3} says {2}."),
			_("Keep the right value in both rows, or delete the wrong row."),
		),
		"repeated_row": (_("The row repeats an earlier row of the unit and was counted once."), ""),
	}


def people_texts() -> dict[str, Text]:
	return {
		"owner_name_missing": (
			_("A phone, ID number or share stands there without a name."),
			_("Add the owner's name."),
		),
		"names_unclear": (
			_("{0} may be one or several names."),
			_("Put 、 between the names of different people."),
		),
		"name_with_digits": (_("The name of a person has digits in it."), _("Write only the name here.")),
		"same_name_differs": (
			_("{0} stands in rows {1} and {2} with different phone, ID number or share."),
			_("Make the rows agree, or delete one of them."),
		),
		"id_given_twice": (_("{0} and {1} have the same ID number."), _("Correct one of the two.")),
		"masked": (
			_("The number is masked with stars."),
			_("Write the full number, or leave the cell empty."),
		),
		"phone_letters": (
			_("The phone number {0} has letters in it."),
			_("Check for O instead of 0 and l instead of 1."),
		),
		"phone_unreadable": (
			_("{0} is no phone number."),
			_("Write the digits, several numbers with 、 between them."),
		),
		"phone_length": (
			_("The mobile number {0} has {1} digits."),
			_(
				"A mobile number has 11 digits and begins with 13 to 19; write other countries with + in front."
			),
		),
		"phone_count": (
			_("{1} phone numbers for {0} owners."),
			_("Write one number per owner in the same order, - for none, or one number for all."),
		),
		"id_check": (
			_("The ID number {0} is wrong: digits are missing or mistyped."),
			_("Compare it with the identity card or licence."),
		),
		"id_unreadable": (
			_("{0} is no known kind of ID number."),
			_("Check it, or add a column with the ID type."),
		),
		"id_count": (
			_("{1} ID numbers for {0} owners."),
			_("Write one ID number per owner in the same order, - for none."),
		),
		"id_type_unknown": (
			_("{0} is no known type of ID."),
			_("Write for example identity card, passport or business licence."),
		),
		"id_type_count": (
			_("{1} ID types for {0} owners."),
			_("Write one ID type per owner, or one for all."),
		),
		"company_with_citizen_id": (
			_("{0} is a company, but the ID number is a person's."),
			_("Write the company's unified social credit code."),
		),
		"email_count": (
			_("{1} e-mail addresses for {0} owners."),
			_("Write one address per owner in the same order."),
		),
	}


def share_texts() -> dict[str, Text]:
	return {
		"share_unreadable": (
			_("{0} is no share."),
			_("Write 1/2, 50%, 各半 or 共同共有, several with ; between them."),
		),
		"share_out_of_range": (
			_("{0} is more than the whole unit or nothing."),
			_("Write a share such as 1/2."),
		),
		"share_count": (
			_("{1} shares for {0} owners."),
			_("Write one share per owner in the same order, or 各半 for two halves."),
		),
		"share_sum": (
			_("The shares add up to {0}, not to 1."),
			_("Percentages count as written: write thirds as 1/3, not as 33.33%."),
		),
		"share_missing": (
			_("Some owners have a share and others have none."),
			_("Write a share for each owner."),
		),
		"halves_need_two": (_("Halves are for two owners, here are {0}."), _("Write one share per owner.")),
		"tenure_unknown": (_("{0} is no known tenure."), _("Write 单独所有, 共同共有 or 按份共有.")),
		"tenure_with_shares": (
			_("Shares and the tenure {0} contradict each other."),
			_("Remove the shares, or write 按份共有."),
		),
		"sole_with_several": (_("A sole owner cannot be {0} people."), _("Write 共同共有, or the shares.")),
	}


def registry_texts() -> dict[str, Text]:
	return {
		"building_unknown": (
			_("There is no building {0} in this community."),
			_("Correct the name, create the building, or tick Create Unknown Buildings."),
		),
		"building_ambiguous": (
			_("Several buildings of this community could be {0}."),
			_("Write the building's full name, and give the buildings clearly different names."),
		),
		"unit_differs": (
			_("The unit is registered with {0}, the file says {1}."),
			_("Correct the file, or tick Update Existing Units."),
		),
		"owners_differ": (
			_("The unit already belongs to {0}."),
			_("An import does not change owners: make an Ownership Transfer, or correct the file."),
		),
		"owners_ended": (
			_("The ownership of this unit has ended before."),
			_("Register the new owners with an Ownership Transfer."),
		),
		"tenure_differs": (
			_("The tenure is registered as {0}, the file says {1}."),
			_("An import does not change owners: make an Ownership Transfer, or correct the file."),
		),
		"share_differs": (
			_("{0} is registered with a share of {1}, the file says {2}."),
			_("An import does not change owners: make an Ownership Transfer, or correct the file."),
		),
		"id_of_another": (
			_("The ID number belongs to {0}, not to {1}."),
			_("Correct the number or the name."),
		),
		"id_of_another_record": (
			_("{0} is registered twice: the ID number stands in another record than the owner of this unit."),
			_("Merge the two records first."),
		),
		"person_id_differs": (
			_("{0} is registered with another ID number."),
			_("Correct the file or the owner's record; make an Ownership Transfer if it is somebody else."),
		),
		"person_phone_differs": (
			_("{0} is registered with another phone number."),
			_(
				"An import does not replace phone numbers: change it in the owner's record, or correct the file."
			),
		),
		"name_taken": (
			_("Another unit or building is registered under the same name."),
			_("Check whether it exists in another spelling, and use that one."),
		),
		"other_row": (_("The unit was not written because of row {0}."), ""),
		"unexpected": (
			_("The unit could not be written because of an unexpected error."),
			_("Try again; if it happens again, tell your administrator the time of the run."),
		),
	}
