/** The chart of the side panel, drawn by uPlot. */
/** @import { ChartHook } from '../../parts/chart.ts' */
import uPlot from '/vendor/uplot.js'

const HEIGHT = 110

/** @type {import('overwire/client').Hook<ChartHook['data'], ChartHook['events']>} */
export default {
  mounted({ element, data, push }) {
    let { bars } = data
    // The colour is that of the style sheet, in light and in dark.
    const accent = () => getComputedStyle(element).accentColor
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [8, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: (_, low, high) => [low - 0.5, high + 0.5] },
          y: { range: (_, __, high) => [0, Math.max(4, high)] },
        },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          {
            fill: accent,
            stroke: accent,
            points: { show: false },
            paths: uPlot.paths.bars({ size: [0.6, 80], radius: 0.15 }),
          },
        ],
      },
      columnsOf(bars),
      element,
    )
    const show = (next) => {
      bars = next
      chart.setData(columnsOf(bars))
    }
    const redraw = () => chart.redraw()
    // What is hidden has no width: the tab may be chosen later.
    const sizes = new ResizeObserver(
      () => element.clientWidth > 0 && chart.setSize({ width: element.clientWidth, height: HEIGHT }),
    )
    sizes.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', redraw)
    element.onclick = ({ offsetX }) => {
      const bar = bars[Math.round(chart.posToVal(offsetX, 'x'))]
      if (bar) void push('chosen', bar.id)
    }
    return {
      show,
      end() {
        sizes.disconnect()
        scheme.removeEventListener('change', redraw)
        chart.destroy()
      },
    }
  },
  updated: ({ data, state }) => state.show(data.bars),
  destroyed: ({ state }) => state.end(),
}

function columnsOf(bars) {
  return [bars.map((_, index) => index), bars.map(({ count }) => count)]
}
