/**
 * The counter as it is written by hand for a raw socket: it sends the message that Overwire's client sends of a
 * click, and reads the answer that its server gives.
 */
export const RAW_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Counter</title>
  </head>
  <body>
    <h1>0</h1>
    <button>Add</button>
    <script>
      const socket = new WebSocket('ws://' + location.host)
      const shown = document.querySelector('h1').firstChild
      let seen = 0
      socket.onopen = () => (document.documentElement.dataset.liveStatus = 'live')
      socket.onmessage = ({ data }) => {
        const [[, [, , count]]] = JSON.parse(data)
        seen++
        shown.data = count
      }
      document.querySelector('button').onclick = ({ currentTarget, clientX, clientY }) => {
        const { left, top } = currentTarget.getBoundingClientRect()
        const at = [clientX, clientY, clientX - left, clientY - top].map(Math.round)
        socket.send(JSON.stringify([seen, 'click', [0, 1], { at }]))
      }
    </script>
  </body>
</html>
`
