// Muted inks of a printed colour page; they sit well on light and on dark paper.
const spines = [
  '#b5533c',
  '#e2b45c',
  '#2f6b6f',
  '#d9cdb4',
  '#7a4a3a',
  '#8fa36b',
  '#c98a5e',
  '#46586b',
]

/** The library boat at dusk, 1200 × 675. */
export const boatPicture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" width="1200" height="675">
<defs>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#dfe6e2"/><stop offset=".55" stop-color="#f3dfbd"/><stop offset="1" stop-color="#f0c08e"/></linearGradient>
<linearGradient id="river" x2="0" y2="1"><stop stop-color="#d9b48a"/><stop offset=".3" stop-color="#7fa5a0"/><stop offset="1" stop-color="#35656a"/></linearGradient>
</defs>
<path fill="url(#sky)" d="M0 0h1200v400H0z"/>
<circle cx="905" cy="300" r="66" fill="#e88f5c"/>
<path fill="#b9c4ae" d="M0 352q140-46 300-24t300 4 260 10 340-22v90H0z"/>
<path fill="#7f9a86" d="M0 372q90-34 170-18 60-40 130-8 60-16 110 14h230q60-22 120-4 80-36 150-2 90-26 160 4 60-20 130-8v58H0z"/>
${palm(96, 372, 1)}${palm(150, 380, 0.7)}${palm(1096, 376, 0.95)}${palm(1150, 384, 0.65)}
<path fill="url(#river)" d="M0 392h1200v283H0z"/>
<g fill="#f6d3a4">${[0, 1, 2, 3, 4, 5].map(glint).join('')}</g>
<g stroke="#e9dcc2" stroke-opacity=".45" stroke-width="3" stroke-linecap="round">
<path d="M40 430h120M230 415h70M1010 470h140M30 520h90M1040 560h90M70 600h60"/></g>
<ellipse cx="575" cy="566" rx="400" ry="20" fill="#1d4449" opacity=".5"/>
<path fill="#5d3b2a" d="M352 280h12v190h-12zM772 280h12v190h-12z"/>
<path fill="#8a6a4c" d="M364 300h408v170H364z"/>
<path fill="#3a2a20" d="M376 306h384v160H376z"/>
${shelf(386, 350)}${shelf(386, 402)}${shelf(386, 454)}
<path fill="#8f5a3a" d="M318 288q250-96 500 0l10 20q-260-64-520 0z"/>
<path fill="none" stroke="#6f432a" stroke-width="3" d="M352 277l-8 22M420 259l-6 26M490 248l-3 27M568 245v27M646 248l3 27M716 259l6 26M784 277l8 22"/>
<path fill="#24606b" d="M196 440q40 30 120 30h500q80 0 150-46-22 112-136 130H334Q228 546 196 440z"/>
<path fill="#e2c48b" d="M206 458q44 26 116 26h498q66 0 130-36l-8 20q-58 30-122 30H322q-66 0-106-20z"/>
<path fill="#b5533c" d="M196 440q40 30 120 30l-6-16q-60-2-98-26zM966 424q-70 46-150 46l8-16q64-4 124-38z"/>
<circle cx="872" cy="502" r="15" fill="#f4ead6"/><circle cx="877" cy="502" r="7" fill="#1c2a2d"/>
<g><path fill="none" stroke="#5d3b2a" stroke-width="5" d="M806 302v22"/><path fill="#d8a441" d="M790 350q2-26 16-26t16 26l6 8h-44z"/><circle cx="806" cy="361" r="5" fill="#8a6420"/></g>
<g><path fill="#46586b" d="M262 372q26-8 38 22l8 72h-66q-6-60 20-94z"/><circle cx="274" cy="358" r="20" fill="#c58d68"/><path fill="#e8d5a3" d="M232 352l42-40 42 40q-42 14-84 0z"/><path fill="none" stroke="#5d3b2a" stroke-width="7" stroke-linecap="round" d="M300 410l-66 26-64 96"/></g>
<g><path fill="#e2b45c" d="M846 398q22-8 34 14l6 46h-52q-4-38 12-60z"/><path fill="#2b3f4d" d="M838 444h62q16 4 18 18l4 34h-18l-6-26h-60z"/><circle cx="866" cy="382" r="19" fill="#c58d68"/><path fill="#2a211c" d="M846 384q-4-26 20-26 22 0 20 18-14-6-24-4-2 12-8 14z"/><path fill="#f4ead6" d="M886 418l34-10 4 26-34 10z"/><path fill="#b5533c" d="M884 416l4 30 6-2-4-30z"/><path fill="none" stroke="#c58d68" stroke-width="9" stroke-linecap="round" d="M862 416q12 18 30 16"/></g>
<path fill="#a97f56" d="M0 606h1200v69H0z"/><path fill="#c79a69" d="M0 606h1200v10H0z"/>
<path stroke="#7d5a3a" stroke-width="3" d="M110 616v59M240 616v59M370 616v59M500 616v59M630 616v59M760 616v59M890 616v59M1020 616v59M1150 616v59"/>
${['#b5533c', '#2f6b6f', '#e2b45c', '#46586b', '#d9cdb4'].map(sandals).join('')}
</svg>`

function palm(x: number, y: number, scale: number): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="#5f7d6c" stroke-linecap="round"><path stroke-width="9" d="M0 30Q8-40-4-110"/><path stroke-width="10" d="M-4-110q-44-26-70 12M-4-110q-24-46-62-34M-4-110q6-46 44-42M-4-110q44-22 66 16M-4-110q26 8 34 44"/></g>`
}

function glint(row: number): string {
  const width = 150 - row * 18
  return `<rect x="${905 - width / 2 + (row % 2) * 16}" y="${402 + row * 13}" width="${width}" height="5" rx="2.5" opacity="${0.9 - row * 0.12}"/>`
}

/** A row of books standing on the board at `y`; sizes vary by position, so the picture is always the same. */
function shelf(x: number, y: number): string {
  const books = Array.from({ length: 22 }, (_, index) => {
    const turn = index * 7 + y
    const height = 30 + (turn % 5) * 2.5
    const fill = spines[turn % spines.length] ?? ''
    return `<rect x="${x + index * 16.6}" y="${y - height}" width="${12 + (turn % 3) * 1.5}" height="${height}" rx="1.5" fill="${fill}"/>`
  })
  return `${books.join('')}<path fill="#a97f56" d="M${x - 10} ${y}h384v6H${x - 10}z"/>`
}

function sandals(fill: string, index: number): string {
  const sole = `<ellipse rx="12" ry="24" fill="${fill}"/><path d="M-9-4Q0-22 9-4" fill="none" stroke="#33261d" stroke-width="4"/>`
  const x = 470 + index * 84
  return `<g transform="translate(${x} 645) scale(1 .8)">${sole}</g><g transform="translate(${x + 30} 647) scale(1 .8)">${sole}</g>`
}
