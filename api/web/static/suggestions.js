// Suggestions while somebody types in the field of a search: an editable combobox with a list (ARIA Authoring
// Practices). Without this file the field is a plain one, and its form asks as ever.
//
// Decision: the results below stay still while one types; suggestions answer instead. A list that changes under a
// reader's eyes, or under a screen reader, is no help, and it would be a second request a keystroke.

const PAUSE = 120; // milliseconds without a key, before the archive is asked
const NARROW = "\u202f";

const field = document.getElementById("q");
if (field) suggestFor(field);

function suggestFor(field) {
  const kinds = JSON.parse(field.dataset.kinds); // what is suggested → the first step of its address, and its name
  const list = made("ul", "suggestions");
  const told = made("p", "hidden");
  let options = [];
  let active = -1;
  let waiting = 0;
  let asking = null;

  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  told.setAttribute("aria-live", "polite");
  field.after(list, told);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);

  field.addEventListener("input", (event) => {
    stop();
    if (event.isComposing) return;
    if (field.value.trim()) waiting = setTimeout(ask, PAUSE);
    else show([]);
  });
  field.addEventListener("compositionend", () => { stop(); waiting = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (pressed(event)) event.preventDefault();
  });
  field.addEventListener("blur", () => { stop(); open(false); });
  field.form.addEventListener("submit", () => { stop(); open(false); });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });

  // What a key does; true where the browser shall do nothing more.
  function pressed(event) {
    const opened = !list.hidden;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        if (!options.length) return false;
        if (!opened) open(true);
        const last = options.length; // the place after the last option is the field itself
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (!event.altKey) choose(((active < 0 ? last : active) + step + last + 1) % (last + 1));
        return true;
      }
      case "Enter":
        if (opened && active >= 0) location.assign(options[active].dataset.address);
        return opened && active >= 0;
      case "Escape":
        stop();
        open(false);
        return opened; // a second one empties the field, as everywhere
      case "ArrowLeft":
      case "ArrowRight":
      case "Home":
      case "End":
        choose(-1);
        return false;
      default:
        return false;
    }
  }

  function stop() {
    clearTimeout(waiting);
    asking?.abort();
    asking = null;
  }

  async function ask() {
    const mine = asking = new AbortController();
    try {
      const words = new URLSearchParams({ q: field.value.trim() });
      const answer = await fetch(`/api/v1/suggestions?${words}`, { signal: mine.signal });
      const items = answer.ok ? (await answer.json()).items : [];
      if (mine === asking) show(items);
    } catch {
      if (mine === asking) show([]); // nothing is suggested, and Enter still searches
    }
  }

  function show(items) {
    const before = options.length;
    options = items.map(drawn);
    list.replaceChildren(...options);
    open(options.length > 0 && document.activeElement === field);
    if (options.length) {
      const number = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
      told.textContent = `${number}. Flèches pour les parcourir, Entrée pour ouvrir.`;
    } else {
      told.textContent = before ? "Aucune suggestion." : "";
    }
  }

  function open(wanted) {
    list.hidden = !wanted;
    field.setAttribute("aria-expanded", String(wanted));
    choose(-1);
  }

  function choose(number) {
    active = number < options.length ? number : -1;
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === active));
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }

  function drawn(item, number) {
    const [section, name] = kinds[item.type];
    const option = made("li", "");
    const label = made("span", "label");
    const kind = made("span", "kind");
    option.id = `suggestion-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.kind = item.type;
    option.dataset.address = `/${section}/${encodeURIComponent(item.slug ?? item.id)}`;
    label.append(...marked(item.label, item.marks));
    if (item.type === "quote") {
      label.prepend(`«${NARROW}`);
      label.append(`${NARROW}»`);
    }
    kind.textContent = item.other_name ? `${item.other_name}, ${name}` : name;
    option.append(label, " ", kind);
    return option;
  }
}

// A label for the eye, its marks in place: they count code points, and typography changes none of their number here.
function marked(label, marks) {
  const characters = Array.from(label.replace(/(?<=\p{L})'/gu, "’").replace(/ (?=[;:!?»])|(?<=«) /g, NARROW));
  const pieces = [];
  let last = 0;
  for (const { start, end } of marks) {
    const mark = made("mark", "");
    mark.textContent = characters.slice(start, end).join("");
    pieces.push(characters.slice(last, start).join(""), mark);
    last = end;
  }
  return [...pieces, characters.slice(last).join("")];
}

function made(tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}
