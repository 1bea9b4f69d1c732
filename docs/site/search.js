// The search of the site: every word typed must occur in an entry of entries.js; names come before descriptions.
const field = document.getElementById("search");
const list = document.getElementById("found");

// rank: how well an entry fits the words; the smaller, the better; Infinity if a word does not occur in it.
function rank([name, , about], words) {
    const title = name.toLowerCase();
    const parts = title.split(/[\s.:,]+/);
    const all = title + " " + about.toLowerCase();
    let sum = 0;
    for (const word of words) {
        if (!all.includes(word)) return Infinity;
        if (title === word) sum += 0;
        else if (parts.includes(word)) sum += 1;
        else if (parts.some((part) => part.startsWith(word))) sum += 2;
        else sum += title.includes(word) ? 3 : 5;
    }
    return sum + title.length / 20;
}

function show() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = words.length ? entries.map((entry) => [rank(entry, words), entry]).filter(([r]) => r < Infinity) : [];
    found.sort(([a], [b]) => a - b);
    list.replaceChildren(...found.slice(0, 12).map(([, [name, link, about]]) => {
        const item = document.createElement("li");
        const anchor = document.createElement("a");
        const title = document.createElement("b");
        anchor.href = link;
        title.textContent = name;
        anchor.append(title, " ", about);
        item.append(anchor);
        return item;
    }));
    if (words.length && !found.length) list.textContent = "Nothing found";
    list.classList.toggle("open", words.length > 0);
}

field.addEventListener("input", show);
field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
});
list.addEventListener("click", () => list.classList.remove("open"));
document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== field) {
        event.preventDefault();
        field.focus();
    } else if (event.key === "Escape") {
        list.classList.remove("open");
    }
});
// The list of contents is closed at first where it would fill a narrow screen.
if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;
// index.html?q=words opens the page with that search.
field.value = new URLSearchParams(location.search).get("q") ?? "";
show();
