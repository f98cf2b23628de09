import { boatPicture } from './boat-picture.ts'
import type { Figure } from './stories.ts'

/** The illustrations by file name (`cho-noi.svg`), all 16:9, drawn for this demo. */
export const pictures = new Map(
  Object.entries(draw()).map(([name, picture]) => [`${name}.svg`, picture]),
)

function draw(): Record<Figure['name'], string> {
  return {
    'thuyen-sach': boatPicture,

    'xe-buyt': frame(`<path fill="#26384a" d="M0 0h800v450H0z"/>
<circle cx="640" cy="92" r="38" fill="#f0dfb4"/><circle cx="624" cy="84" r="34" fill="#26384a"/>
<path fill="#1c2a38" d="M0 190h90v-50h80v80h60v-110h110v90h70v-60h90v100h80v-70h100v50h120v230H0z"/>
<g fill="#e2b45c">${grid(14, 9)}</g>
<path fill="#3a4a58" d="M0 360h800v90H0z"/><path fill="#55636e" d="M0 352h800v10H0z"/>
<path stroke="#e9dcc2" stroke-width="5" stroke-dasharray="56 44" d="M0 412h800"/>
<path fill="#f0dfb4" opacity=".22" d="M640 316l160 44v50l-160-50z"/>
<rect x="180" y="196" width="464" height="168" rx="18" fill="#b5533c"/><path fill="#8c3e2d" d="M180 306h464v40q0 18-18 18H198q-18 0-18-18z"/>
<g fill="#f6e3b5"><rect x="204" y="220" width="72" height="62" rx="6"/><rect x="288" y="220" width="72" height="62" rx="6"/><rect x="372" y="220" width="72" height="62" rx="6"/><rect x="456" y="220" width="72" height="62" rx="6"/><rect x="546" y="220" width="78" height="100" rx="6"/></g>
<g fill="#5d4a3a"><circle cx="236" cy="254" r="13"/><path d="M216 282q2-18 20-18t20 18z"/><circle cx="412" cy="254" r="13"/><path d="M392 282q2-18 20-18t20 18z"/><circle cx="590" cy="254" r="13"/><path d="M568 288q2-22 22-22t22 22v32h-44z"/></g>
<path fill="#f6e3b5" d="M632 318h14v18h-14z"/>
<g fill="#161d24"><circle cx="270" cy="364" r="32"/><circle cx="556" cy="364" r="32"/></g><g fill="#9aa5ab"><circle cx="270" cy="364" r="13"/><circle cx="556" cy="364" r="13"/></g>`),

    'bang-lang': frame(`<path fill="#e6ebe4" d="M0 0h800v450H0z"/>
<path fill="#b9c9b6" d="M0 214q180-40 380-14t420-10v60H0z"/><path fill="#8fb3b0" d="M0 226h800v84H0z"/>
<g stroke="#e6ebe4" stroke-width="3" stroke-linecap="round" opacity=".7"><path d="M40 250h90M250 268h70M520 246h110M660 286h80M150 292h50"/></g>
<path fill="#c9b591" d="M0 300h800v22H0z"/><path fill="#e0d0ad" d="M0 322h800v128H0z"/>
<path stroke="#c9b591" stroke-width="3" d="M60 322L0 400M240 322l-70 128M420 322l-20 128M600 322l40 128M760 322l40 60"/>
${tree(130, 386, 1.15)}${tree(350, 372, 0.95)}${tree(540, 362, 0.78)}${tree(690, 354, 0.64)}`),

    'cho-noi':
      frame(`<path fill="#f4e6cb" d="M0 0h800v450H0z"/><circle cx="190" cy="176" r="46" fill="#e8a06a"/>
<path fill="#c5cfb9" d="M0 190q120-34 260-14t270-8 270 4v60H0z"/><path fill="#7fa5a0" d="M0 206h800v244H0z"/>
<g stroke="#f4e6cb" stroke-width="3" stroke-linecap="round" opacity=".6"><path d="M60 236h130M150 254h80M600 240h120M40 420h100M640 418h110M340 436h120"/></g>
<g transform="translate(470 190) scale(.7)">${marketBoat('#7a4a3a')}</g><g transform="translate(70 236)">${marketBoat('#24606b')}</g>`),

    'sua-do': frame(`<path fill="#f1e4cc" d="M0 0h800v450H0z"/>
<path fill="#f9f1dc" d="M560 96L380 350h380z"/><path stroke="#5d4a3a" stroke-width="5" d="M560 0v70"/><path fill="#2f6b6f" d="M510 110q6-48 50-48t50 48z"/>
<path fill="#a97f56" d="M0 346h800v104H0z"/><path fill="#c79a69" d="M0 346h800v14H0z"/>
<g><path fill="#46586b" d="M196 250h18v84h-18z"/><path fill="#2b3f4d" d="M140 352q4-28 65-28t65 28z"/><circle cx="205" cy="178" r="96" fill="#e6ebe4" stroke="#46586b" stroke-width="8"/>
<g fill="#7fa5a0"><path id="blade" d="M205 178q-50-20-38-66 44 0 38 66z"/><use href="#blade" transform="rotate(120 205 178)"/><use href="#blade" transform="rotate(240 205 178)"/></g>
<g fill="none" stroke="#46586b" stroke-width="2.5"><circle cx="205" cy="178" r="72"/><circle cx="205" cy="178" r="48"/></g><circle cx="205" cy="178" r="17" fill="#b5533c"/></g>
<g><rect x="356" y="250" width="176" height="100" rx="10" fill="#7a4a3a"/><circle cx="408" cy="300" r="34" fill="#d9cdb4"/><g fill="none" stroke="#7a4a3a" stroke-width="3"><path d="M380 288h56M376 300h64M380 312h56"/></g><rect x="456" y="268" width="60" height="26" rx="4" fill="#f6e3b5"/><circle cx="470" cy="322" r="10" fill="#e2b45c"/><circle cx="502" cy="322" r="10" fill="#e2b45c"/><path stroke="#46586b" stroke-width="4" d="M510 250l44-70"/></g>
${jar(572, '#b5533c')}${jar(640, '#e2b45c')}${jar(708, '#2f6b6f')}
<g transform="rotate(-8 330 404)"><rect x="250" y="394" width="74" height="20" rx="9" fill="#b5533c"/><path fill="#9aa5ab" d="M324 400h88l10 4-10 4h-88z"/></g>
<path fill="none" stroke="#33261d" stroke-width="5" stroke-linecap="round" d="M262 344q60 30 20 50t-150 20"/>`),
  }
}

function frame(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" width="800" height="450">${content}</svg>`
}

/** Lit windows of a sleeping street; every few are dark. */
function grid(columns: number, rows: number): string {
  const cells = Array.from({ length: columns * rows }, (_, cell) => {
    const isLit = (cell * 29) % 11 === 0
    const x = 24 + (cell % columns) * 56
    return isLit
      ? `<rect x="${x}" y="${226 + Math.floor(cell / columns) * 14}" width="12" height="9"/>`
      : ''
  })
  return cells.join('')
}

function tree(x: number, y: number, scale: number): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})"><ellipse cy="4" rx="46" ry="10" fill="#b79d72"/><path fill="#7a5a3c" d="M-6 0l2-190h8L6 0z"/><path stroke="#a97f56" stroke-width="7" d="M-30 2L-4-96M30 2L4-96"/>
<g fill="#6f9472"><ellipse cx="-30" cy="-190" rx="46" ry="40"/><ellipse cx="32" cy="-196" rx="46" ry="42"/><ellipse cy="-236" rx="50" ry="44"/></g>
<g fill="#9a7fb0"><circle cx="-40" cy="-216" r="13"/><circle cx="-14" cy="-262" r="15"/><circle cx="30" cy="-246" r="13"/><circle cx="52" cy="-212" r="12"/><circle cx="2" cy="-218" r="11"/></g>
<path fill="#e8d5a3" d="M-18-84h36v26h-36z"/><path stroke="#7a5a3c" stroke-width="3" d="M-10-76H10M-10-67H4"/></g>`
}

function marketBoat(hull: string): string {
  return `<path stroke="#5d3b2a" stroke-width="6" d="M300 120V-150"/>
<path fill="#e2b45c" d="M318-128q20 0 20 26t-20 26-20-26 20-26z"/><path fill="#6f9472" d="M318-128l-14-24 14 8 4-16 4 16 14-8z"/><path fill="#d9cdb4" d="M284-96q14 4 8 26t-18 22-4-22 14-26zM290-30q14 4 8 26t-18 22-4-22 14-26z"/><path fill="none" stroke="#5d3b2a" stroke-width="3" d="M300-114l-12 20M300-48l-8 20M300-140l18 14"/><g fill="none" stroke="#6f9472" stroke-linecap="round"><path stroke-width="6" d="M300-148q-50 0-70 40"/><path stroke-width="4" d="M284-146l-4 26M268-141l-6 28M253-133l-8 28M240-122l-10 26"/></g>
<path fill="#8f5a3a" d="M60 70q60-70 150 0l4 20H56z"/><path fill="#3a2a20" d="M80 88h112v30H80z"/>
<g fill="#c8703f"><circle cx="240" cy="102" r="17"/><circle cx="272" cy="104" r="17"/><circle cx="256" cy="80" r="17"/></g><g fill="#8fa36b"><circle cx="318" cy="104" r="20"/><circle cx="352" cy="106" r="18"/><circle cx="336" cy="82" r="17"/></g>
<ellipse cx="210" cy="176" rx="210" ry="14" fill="#1d4449" opacity=".4"/><path fill="${hull}" d="M0 96q30 22 70 22h290q50 0 80-32-10 74-78 88H78Q14 164 0 96z"/><path fill="#e2c48b" d="M6 110q30 18 66 18h288q44 0 76-24l-4 14q-30 22-72 22H72q-36 0-62-14z"/><circle cx="392" cy="140" r="11" fill="#f4ead6"/><circle cx="395" cy="140" r="5" fill="#1c2a2d"/>`
}

function jar(x: number, fill: string): string {
  return `<path fill="#e6ebe4" d="M${x} 282h54v60q0 8-8 8h-38q-8 0-8-8z"/><path fill="${fill}" d="M${x + 5} 312h44v28q0 5-5 5h-34q-5 0-5-5z"/><path fill="#46586b" d="M${x - 2} 270h58v13h-58z"/>`
}
