// What a little JavaScript adds: buttons that copy. Without it they stay hidden, and the text can be selected.

const SAID_FOR = 2000; // milliseconds

for (const button of document.querySelectorAll("button[data-copy]")) {
  const label = button.innerHTML;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copié";
    } catch {
      button.textContent = "Sélectionnez le texte pour le copier";
    }
    setTimeout(() => { button.innerHTML = label; }, SAID_FOR);
  });
}

// A slash goes to the field, as in many archives; not while typing somewhere.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("q");
  if (event.key === "/" && field && !event.ctrlKey && !event.metaKey && !event.altKey
      && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "")) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

// The years of a search: the newest are seen first where not all have room.
const years = document.querySelector(".years");
if (years) {
  const chosen = years.querySelector("[aria-current]");
  years.scrollLeft = chosen ? chosen.offsetLeft - years.clientWidth / 2 : years.scrollWidth;
}
