// Sends the portal's forms without leaving the page, so that nothing typed is lost when something goes wrong.
(() => {
	"use strict";

	// A phone's photo has ten times the pixels anybody needs to see a leak, and its place and time inside.
	const LONGEST_SIDE = 2000;
	const QUALITY = 0.85;
	const portal = document.querySelector(".ps-portal");
	if (!portal) return;
	const texts = JSON.parse(portal.dataset.texts || "{}");

	function plain(html) {
		return new DOMParser().parseFromString(html || "", "text/html").body.textContent.trim();
	}

	function messageOf(status, answer) {
		if (status === 429) return texts.too_many;
		try {
			const messages = JSON.parse(answer._server_messages).map((row) =>
				plain(JSON.parse(row).message)
			);
			if (messages.length) return messages.join(" ");
		} catch {
			// no message of the server: one of ours below
		}
		return status === 401 || status === 403 || answer.session_expired
			? texts.signed_out
			: texts.failed;
	}

	async function smaller(file) {
		if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
		try {
			const image = await createImageBitmap(file, { imageOrientation: "from-image" });
			const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
			const canvas = document.createElement("canvas");
			canvas.width = Math.round(image.width * scale);
			canvas.height = Math.round(image.height * scale);
			const paper = canvas.getContext("2d");
			paper.fillStyle = "#fff";
			paper.fillRect(0, 0, canvas.width, canvas.height);
			paper.drawImage(image, 0, 0, canvas.width, canvas.height);
			const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
			return blob ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file;
		} catch {
			return file; // the server says what is wrong with it
		}
	}

	// A camera gives one photo at a time: each choice adds to those taken before.
	function photoPicker(field) {
		const input = field.querySelector("input[type=file]");
		const list = field.querySelector(".ps-previews");
		const most = Number(field.dataset.most);
		const chosen = [];

		function show() {
			for (const image of list.querySelectorAll("img")) URL.revokeObjectURL(image.src);
			list.replaceChildren(
				...chosen.map((file, place) => {
					const item = document.createElement("li");
					const isPhoto = /^image\/(jpeg|png|webp)$/.test(file.type);
					const picture = document.createElement(isPhoto ? "img" : "span");
					if (isPhoto) {
						picture.src = URL.createObjectURL(file);
						picture.alt = file.name;
					} else {
						picture.className = "ps-preview-name";
						picture.textContent = file.name;
					}
					const remove = document.createElement("button");
					remove.type = "button";
					remove.className = "ps-remove";
					remove.textContent = "×";
					remove.setAttribute("aria-label", `${texts.remove} ${place + 1}`);
					remove.addEventListener("click", () => {
						chosen.splice(place, 1);
						show();
					});
					item.append(picture, remove);
					return item;
				})
			);
		}

		input.addEventListener("change", () => {
			chosen.push(...[...input.files].slice(0, most - chosen.length));
			input.value = "";
			show();
		});
		return () => Promise.all(chosen.map(smaller));
	}

	async function bodyOf(form, submitter, photos) {
		const body = new FormData(form);
		if (submitter && submitter.name) body.set(submitter.name, submitter.value);
		const place = form.querySelector("[data-place]");
		if (place) {
			// "unit:NAME" or "community:NAME"
			const [key, ...rest] = place.value.split(":");
			body.delete(place.name);
			body.set(key, rest.join(":"));
		}
		const answers = {};
		for (const box of form.querySelectorAll("[data-answer]")) {
			const field = box.querySelector("textarea, input:checked");
			if (field && field.value) answers[box.dataset.answer] = field.value;
			if (field && field.name) body.delete(field.name);
		}
		if (Object.keys(answers).length) body.set("answers", JSON.stringify(answers));
		if (photos) for (const file of await photos()) body.append("photos", file, file.name);
		return body;
	}

	async function send(form, body) {
		const response = await fetch(form.action, {
			method: "POST",
			body,
			headers: {
				Accept: "application/json",
				"X-Frappe-CSRF-Token": window.frappe.csrf_token || "",
			},
			credentials: "same-origin",
		});
		const answer = await response.json().catch(() => ({}));
		if (!response.ok) throw new Error(messageOf(response.status, answer));
		return answer.message || {};
	}

	function formOf(form) {
		const picker = form.querySelector("[data-photos]");
		const photos = picker && photoPicker(picker);
		const alert = form.querySelector(".ps-alert");
		const buttons = form.querySelectorAll("button[type=submit]");

		form.addEventListener("submit", async (event) => {
			event.preventDefault();
			const submitter = event.submitter;
			const label = submitter && submitter.textContent;
			alert.hidden = true;
			for (const button of buttons) button.disabled = true;
			if (submitter) submitter.textContent = texts.sending;
			try {
				const done = await send(form, await bodyOf(form, submitter, photos));
				const next = form.dataset.next || done.url;
				if (next && next !== window.location.pathname) window.location.assign(next);
				else window.location.reload();
				return;
			} catch (error) {
				alert.textContent = error instanceof TypeError ? texts.failed : error.message;
				alert.hidden = false;
				alert.scrollIntoView({ block: "nearest" });
			}
			for (const button of buttons) button.disabled = false;
			if (submitter) submitter.textContent = label;
		});
	}

	document.querySelectorAll("[data-portal-form]").forEach(formOf);
})();
