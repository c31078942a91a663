/** What was sold in each month. */
/** @import { MonthChartHook } from '../../parts/month-chart.ts' */
import { barChart } from '/bar-chart.js'

/** @type {import('overwire/client').Hook<MonthChartHook['data'], MonthChartHook['events']>} */
export default {
  mounted({ element, data, push }) {
    let { bars } = data
    const names = (_, at) => at.map((index) => shortName(bars[index], element.clientWidth))
    const amounts = (_, at) => at.map((value) => (value < 1000 ? value : `${value / 1000}k`))
    const chart = barChart(element, heights(bars), {
      height: 150,
      least: 100,
      axes(style) {
        const axis = {
          stroke: style('color'),
          font: '12px system-ui, sans-serif',
          grid: { show: false },
          ticks: { show: false },
        }
        return [
          { ...axis, size: 24, splits: () => bars.map((_, index) => index), values: names },
          { ...axis, size: 44, values: amounts },
        ]
      },
      chosen(index) {
        const bar = bars[index]
        if (bar) void push('chosen', bar.month)
      },
    })
    return {
      show(next) {
        bars = next
        chart.show(heights(bars))
      },
      end: chart.end,
    }
  },
  updated: ({ data, state }) => state.show(data.bars),
  destroyed: ({ state }) => state.end(),
}

function heights(bars) {
  return bars.map(({ euros }) => euros)
}

/** `Nov` of `Nov 2026`, or its first letter where there is no room. */
function shortName(bar, width) {
  return bar?.name.slice(0, width < 520 ? 1 : 3) ?? ''
}
