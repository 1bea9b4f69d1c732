// What tests/full/site checks in the browser. Each page is loaded into a frame at four widths: nothing is wider than the
// screen, colours are readable and those of the scheme, every link leads to something, and the search finds what is typed.
const WIDTHS = [320, 360, 768, 1200];
const SEARCHES = [["pwrite", "pwrite"], ["lock", "lockf"], ["--size", "xwalk --size"], ["getrandom", "getrandom"],
    ["xwalk", "xwalk"], ["no such word", null]];
const report = { faults: [], looks: 0, links: 0, searches: 0 };
const anchors = {}, links = [];
const frame = document.createElement("iframe");
document.body.append(frame);

function load(page, width) {
    return new Promise((loaded) => {
        frame.style.width = width + "px";
        frame.style.height = "800px";
        frame.style.border = "0";
        frame.onload = () => loaded(frame.contentDocument);
        frame.src = page;
    });
}

function luminance(colour) {
    const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
}

// The background that is seen behind an element.
function background(element) {
    const colour = frame.contentWindow.getComputedStyle(element).backgroundColor;
    return colour !== "rgba(0, 0, 0, 0)" || !element.parentElement ? colour : background(element.parentElement);
}

function colours(page, shown) {
    if ((luminance(background(shown.body)) < .5) !== (scheme === "dark")) report.faults.push(`${page}: not ${scheme}`);
    const seen = new Set();
    for (const element of shown.querySelectorAll("main *, nav *, header a, input")) {
        const [front, back] = [frame.contentWindow.getComputedStyle(element).color, background(element)];
        if (seen.has(front + back)) continue;
        seen.add(front + back);
        const [a, b] = [luminance(front), luminance(back)].sort((x, y) => y - x);
        const contrast = (a + .05) / (b + .05);
        if (contrast < 4.5) report.faults.push(`${page}, ${scheme}: ${element.tagName} ${front} on ${back}: contrast ${contrast.toFixed(1)}`);
    }
}

function look(page, width, shown) {
    report.looks += 1;
    const root = shown.documentElement;
    if (root.scrollWidth > width) {
        const wide = [...shown.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > width + 1);
        report.faults.push(`${page} at ${width}: ${root.scrollWidth} wide (${wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 80))})`);
    }
    for (const picture of shown.images) if (!picture.naturalWidth) report.faults.push(`${page}: no picture ${picture.src}`);
}

function collect(page, shown) {
    const ids = [...shown.querySelectorAll("[id]")].map((element) => element.id);
    anchors[page] = new Set(ids);
    for (const id of ids.filter((id, i) => ids.indexOf(id) < i)) report.faults.push(`${page}: anchor ${id} twice`);
    for (const link of shown.querySelectorAll("a[href]")) links.push([page, link.getAttribute("href")]);
}

function search(shown) {
    const field = shown.getElementById("search");
    for (const [typed, wanted] of SEARCHES) {
        report.searches += 1;
        field.value = typed;
        field.dispatchEvent(new Event("input"));
        const first = shown.querySelector("#found a");
        const found = first && first.querySelector("b").textContent;
        if (wanted === null ? first : !(found && found.startsWith(wanted))) report.faults.push(`search ${typed}: ${found}`);
    }
}

(async () => {
    for (const page of pages) {
        for (const width of WIDTHS) look(page, width, await load(page, width));
        colours(page, frame.contentDocument);
        collect(page, frame.contentDocument);
    }
    search(await load("index.html", 360));
    for (const [, link] of frame.contentWindow.eval("entries")) links.push(["the search", link]);
    for (const [page, link] of links) {
        report.links += 1;
        const [file, anchor] = link.split("#");
        const target = anchors[file || page];
        if (!target || (anchor && !target.has(decodeURIComponent(anchor)))) report.faults.push(`${page}: ${link} leads nowhere`);
    }
    document.getElementById("report").textContent = JSON.stringify(report);
})();
