/** What was sold in each month, drawn by uPlot. */
/** @import { MonthChartHook } from '../../parts/month-chart.ts' */
import uPlot from '/vendor/uplot.js'

const HEIGHT = 150

/** @type {import('overwire/client').Hook<MonthChartHook['data'], MonthChartHook['events']>} */
export default {
  mounted({ element, data, push }) {
    let { bars } = data
    // The colours are those of the style sheet, in light and in dark.
    const style = (name) => () => getComputedStyle(element)[name]
    const axis = {
      stroke: style('color'),
      font: '12px system-ui, sans-serif',
      grid: { show: false },
      ticks: { show: false },
    }
    const names = (_, at) => at.map((index) => shortName(bars[index], element.clientWidth))
    const amounts = (_, at) => at.map((value) => (value < 1000 ? value : `${value / 1000}k`))
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [8, 4, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: (_, low, high) => [low - 0.6, high + 0.6] },
          y: { range: (_, __, high) => [0, Math.max(100, high)] },
        },
        axes: [
          { ...axis, size: 24, splits: () => bars.map((_, index) => index), values: names },
          { ...axis, size: 44, values: amounts },
        ],
        series: [
          {},
          {
            fill: style('accentColor'),
            stroke: style('accentColor'),
            points: { show: false },
            paths: uPlot.paths.bars({ size: [0.6, 60], radius: 0.15 }),
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
    const sizes = new ResizeObserver(
      () => element.clientWidth > 0 && chart.setSize({ width: element.clientWidth, height: HEIGHT }),
    )
    sizes.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', redraw)
    chart.over.onclick = ({ offsetX }) => {
      const bar = bars[Math.round(chart.posToVal(offsetX, 'x'))]
      if (bar) void push('chosen', bar.month)
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
  return [bars.map((_, index) => index), bars.map(({ euros }) => euros)]
}

/** `Nov` of `Nov 2026`, or its first letter where there is no room. */
function shortName(bar, width) {
  return bar?.name.slice(0, width < 520 ? 1 : 3) ?? ''
}
