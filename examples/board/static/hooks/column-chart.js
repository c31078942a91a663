/** The chart of the side panel. */
/** @import { ChartHook } from '../../parts/chart.ts' */
import { barChart } from '/bar-chart.js'

/** @type {import('overwire/client').Hook<ChartHook['data'], ChartHook['events']>} */
export default {
  mounted({ element, data, push }) {
    let { bars } = data
    const chart = barChart(element, heights(bars), {
      height: 110,
      least: 4,
      axes: () => [{ show: false }, { show: false }],
      chosen(index) {
        const bar = bars[index]
        if (bar) void push('chosen', bar.id)
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
  return bars.map(({ count }) => count)
}
