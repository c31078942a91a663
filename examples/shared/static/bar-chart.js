/** Bars, drawn by uPlot in the colours of the style sheet, as wide as their element: for hooks. */
import uPlot from '/vendor/uplot.js'

/**
 * @typedef {object} BarChartOptions
 * @property {number} height In pixels.
 * @property {number} least What the highest bar is measured against where all are lower.
 * @property {(style: (name: string) => () => string) => import('uplot').Axis[]} axes Given how a style of the element is read.
 * @property {(index: number) => void} chosen Called when a bar is clicked.
 */

/**
 * Draws into an element. `show` draws other values, and `end` takes all away.
 *
 * @param {HTMLElement} element
 * @param {readonly number[]} values
 * @param {BarChartOptions} options
 */
export function barChart(element, values, { height, least, axes, chosen }) {
  // Light and dark: it is read whenever something is drawn.
  const style = (name) => () => getComputedStyle(element)[name]
  const chart = new uPlot(
    {
      width: element.clientWidth,
      height,
      padding: [8, 4, 0, 4],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: (_, low, high) => [low - 0.6, high + 0.6] },
        y: { range: (_, __, high) => [0, Math.max(least, high)] },
      },
      axes: axes(style),
      series: [
        {},
        {
          fill: style('accentColor'),
          stroke: style('accentColor'),
          points: { show: false },
          paths: uPlot.paths.bars({ size: [0.6, 80], radius: 0.15 }),
        },
      ],
    },
    columnsOf(values),
    element,
  )
  const redraw = () => chart.redraw()
  // What is hidden has no width: it may be shown later.
  const sizes = new ResizeObserver(
    () => element.clientWidth > 0 && chart.setSize({ width: element.clientWidth, height }),
  )
  sizes.observe(element)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  scheme.addEventListener('change', redraw)
  chart.over.onclick = ({ offsetX }) => chosen(Math.round(chart.posToVal(offsetX, 'x')))
  return {
    show: (next) => chart.setData(columnsOf(next)),
    end() {
      sizes.disconnect()
      scheme.removeEventListener('change', redraw)
      chart.destroy()
    },
  }
}

function columnsOf(values) {
  return [values.map((_, index) => index), values]
}
