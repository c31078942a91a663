/**
 * A page that is written by hand for a raw socket: a counter, or a table of so many rows whose amounts count. It sends
 * the message that Overwire's client sends of a click, and reads the answer that its server gives.
 */
export function rawPage(rows: number): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Counter</title>
  </head>
  <body>
    ${rows === 0 ? COUNTER : `<table>${Array.from({ length: rows }, (_, row) => rowOf(row)).join('')}</table>`}
    <script>
      const socket = new WebSocket('ws://' + location.host)
      let seen = 0
      let shown
      socket.onopen = () => (document.documentElement.dataset.liveStatus = 'live')
      socket.onmessage = ({ data }) => {
        const [[, [, , count]]] = JSON.parse(data)
        seen++
        shown.data = count
      }
      document.onclick = ({ target, clientX, clientY }) => {
        if (target.localName !== 'button') return
        shown = target.closest('tr, body').querySelector('h1, .amount').firstChild
        const { left, top } = target.getBoundingClientRect()
        const at = [clientX, clientY, clientX - left, clientY - top].map(Math.round)
        socket.send(JSON.stringify([seen, 'click', [0, 1], { at }]))
      }
    </script>
  </body>
</html>
`
}

const COUNTER = '<h1>0</h1><button>Add</button>'

function rowOf(row: number): string {
  return `<tr class="row new"><td>${row}</td><td>amber ${row}</td><td>Aarhus</td><td class="amount">${row}</td><td><button>+</button></td></tr>`
}
