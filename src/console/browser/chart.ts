import uPlot from 'uplot'

/** What the page asks to be drawn; the same numbers stand in a table below. */
interface Chart {
  /** Days as `2026-11-22`. */
  days: string[]
  lines: { label: string; values: (number | null)[] }[]
}

const HEIGHT = 220

for (const box of document.querySelectorAll<HTMLElement>('[data-chart]')) {
  // Written by our own page, so the shape is ours.
  const chart = JSON.parse(box.dataset['chart'] ?? '') as Chart
  box.hidden = false
  const plot = new uPlot(optionsFor(chart, box), dataOf(chart), box)
  new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT })).observe(box)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw())
}

function dataOf({ days, lines }: Chart): uPlot.AlignedData {
  const times = days.map((day) => Date.parse(`${day}T00:00:00Z`) / 1000)
  return [times, ...lines.map(({ values }) => values)]
}

/** Thin lines, labels at their ends, two colours of the page, no legend. */
function optionsFor({ days, lines }: Chart, box: HTMLElement): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: () => colour(box, '--quiet'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: () => colour(box, '--line'), width: 1 },
    ticks: { show: false },
  }
  const format = (seconds: number) => {
    const day = new Date(seconds * 1000)
    return `${day.getUTCDate()}/${day.getUTCMonth() + 1}`
  }
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 128, 0, 0],
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.08)] } },
    axes: [
      {
        ...axis,
        incrs: [1, 2, 3, 7, 14, 28].map((n) => n * 86_400),
        values: (_, at) => at.map(format),
      },
      {
        ...axis,
        size: 44,
        values: (_, at) => at.map((n) => (Number.isInteger(n) ? String(n) : '')),
      },
    ],
    series: [
      {},
      ...lines.map((_, i) => ({
        stroke: () => colour(box, shade(i)),
        width: 1.5,
        dash: i === 0 ? [] : [5, 4],
        spanGaps: true,
        // Among many days the marks would hide the line.
        points: { show: days.length <= 31, size: 4 },
      })),
    ],
    hooks: { draw: [(plot) => writeLabels(plot, lines, box)] },
  }
}

/** Each line's name stands where the line ends; names that would meet are moved apart. */
function writeLabels(plot: uPlot, lines: Chart['lines'], box: HTMLElement) {
  const ratio = devicePixelRatio
  const { ctx, bbox } = plot
  ctx.save()
  ctx.font = `${12 * ratio}px system-ui, sans-serif`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  const places = lines
    .map(({ label, values }, i) => ({
      label,
      i,
      y: plot.valToPos(values.filter((value) => value !== null).at(-1) ?? 0, 'y', true),
    }))
    .sort((a, b) => b.y - a.y)
  let below = Infinity
  for (const { label, i, y } of places) {
    const at = Math.min(y, below - 15 * ratio)
    below = at
    ctx.fillStyle = colour(box, shade(i))
    ctx.fillText(label, bbox.left + bbox.width + 8 * ratio, at, 116 * ratio)
  }
  ctx.restore()
}

const shade = (i: number) => (i === 0 ? '--accent' : '--text')

function colour(box: HTMLElement, name: string): string {
  return getComputedStyle(box).getPropertyValue(name).trim()
}
