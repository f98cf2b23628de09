import { fingerprint } from './fingerprint.ts'

/**
 * The console's script, as the browser gets it: kept as text because it is the only code here that sees the
 * DOM. Everything works without it; it adds keys, decisions without a page load, and undo in place.
 */
export const consoleScript = String.raw`'use strict'
;(() => {
  const queue = document.querySelector('main.queue')
  if (!queue) return
  const say = queue.dataset
  const toast = document.getElementById('toast')
  const help = document.getElementById('help')
  const thumbs = document.getElementById('thumbs')
  const UNDO_MS = 10000
  let current = null
  let lastDecided = null
  let toastTimer = 0
  let work = Promise.resolve()

  const cards = () => [...queue.querySelectorAll('.item')]
  const open = () => cards().filter((item) => !item.classList.contains('decided'))

  // ---- where the reader is

  function point(item) {
    if (current === item) return
    if (current) current.classList.remove('current')
    current = item
    if (item) item.classList.add('current')
  }

  function go(item) {
    if (!item) return
    point(item)
    item.focus({ preventScroll: true })
    const box = item.getBoundingClientRect()
    const top = document.querySelector('.top').getBoundingClientRect().height
    const bar = thumbs ? thumbs.getBoundingClientRect().height : 0
    if (box.top < top || box.bottom > innerHeight - bar) {
      scrollBy({ top: box.top - top - 12, behavior: 'instant' })
    }
  }

  function step(direction) {
    const list = open()
    if (!current) return go(list[0])
    const all = cards()
    const at = all.indexOf(current)
    const rest = direction > 0 ? all.slice(at + 1) : all.slice(0, at).reverse()
    go(rest.find((item) => !item.classList.contains('decided')))
  }

  queue.addEventListener('focusin', (event) => {
    const item = event.target.closest('.item')
    if (item) point(item)
  })

  // On phones nobody focuses anything: the item at the top of the screen is the one meant.
  addEventListener(
    'scroll',
    () => {
      if (!thumbs || getComputedStyle(thumbs).display === 'none') return
      point(open().find((item) => item.getBoundingClientRect().bottom > 160) || current)
    },
    { passive: true },
  )

  // ---- deciding

  function decide(item, to, extra) {
    const from = item.dataset.state
    if (from === to || item.classList.contains('decided')) return
    const all = cards()
    const at = all.indexOf(item)
    const isOpen = (other) => !other.classList.contains('decided')
    const next = all.slice(at + 1).find(isOpen) || all.slice(0, at).reverse().find(isOpen)
    collapse(item, to)
    count(item, from, to)
    lastDecided = item
    if (next) go(next)
    const entry = { kind: item.dataset.kind, id: item.dataset.id, from }
    item.decision = work.then(() => send(item, { items: [entry], to, ...extra }, from, to))
    work = item.decision.catch(() => null)
  }

  async function send(item, body, from, to) {
    const answer = await call('POST', '/v1/admin/decisions', body)
    const result = answer.body && answer.body.results && answer.body.results[0]
    if (answer.ok && result && result.ok) {
      item.dataset.state = to
      return answer.body.id
    }
    restore(item)
    count(item, to, from)
    const isTaken = answer.ok || answer.status === 409
    tell(answer.status === 401 ? say.session : isTaken ? say.taken : say.failed)
    if (isTaken) item.classList.add('stale')
    return null
  }

  async function undo(item) {
    if (!item || !item.decision) return
    const id = await item.decision
    if (!id) return
    item.decision = null
    const answer = await call('DELETE', '/v1/admin/decisions/' + id)
    const result = answer.body && answer.body.results && answer.body.results[0]
    if (!answer.ok || !result || !result.ok) {
      tell(answer.status === 401 ? say.session : say.undoFailed)
      return
    }
    count(item, item.dataset.state, result.state)
    item.dataset.state = result.state
    restore(item)
    go(item)
    tell(say.undone)
  }

  async function call(method, path, body) {
    try {
      const response = await fetch(path, {
        method,
        credentials: 'same-origin',
        headers: body ? { 'Content-Type': 'application/json' } : {},
        body: body ? JSON.stringify(body) : undefined,
      })
      const isJson = (response.headers.get('Content-Type') || '').includes('json')
      const answer = isJson ? await response.json() : null
      return { ok: response.ok, status: response.status, body: answer }
    } catch {
      return { ok: false, status: 0, body: null }
    }
  }

  function collapse(item, to) {
    const line = document.createElement('p')
    line.className = 'line'
    const text = document.createElement('span')
    const name = document.createElement('bdi')
    name.textContent = item.dataset.name
    text.append(say[to] + ': ', name)
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'plain'
    button.textContent = say.undo
    button.addEventListener('click', () => void undo(item))
    line.append(text, ' ', button)
    item.append(line)
    item.classList.add('decided')
    setTimeout(() => {
      if (button.contains(document.activeElement)) return
      button.remove()
    }, UNDO_MS)
    document.getElementById('go-on').hidden = open().length > 0
  }

  function restore(item) {
    item.classList.remove('decided')
    item.querySelectorAll('.line').forEach((line) => line.remove())
    document.getElementById('go-on').hidden = true
    const details = item.querySelector('details.reject')
    if (details) details.open = false
  }

  function count(item, from, to) {
    const isShare = item.dataset.kind === 'share'
    const add = (state, by) => {
      const name = isShare ? (state === 'pending' ? 'shares' : '') : state
      const place = document.querySelector('[data-count="' + name + '"]')
      if (place) place.textContent = String(Number(place.textContent) + by)
    }
    add(from, -1)
    add(to, 1)
  }

  function tell(text) {
    toast.textContent = text
    clearTimeout(toastTimer)
    toastTimer = setTimeout(() => (toast.textContent = ''), 6000)
  }

  queue.addEventListener('submit', (event) => {
    const item = event.target.closest('.item')
    const to = event.submitter && event.submitter.value
    if (!item || !to) return
    event.preventDefault()
    decide(item, to, wordsOf(event.target))
  })

  // The reason chosen, and the sentence: the moderator's own, else the one that the site keeps for it.
  function wordsOf(form) {
    const select = form.elements.namedItem('reason')
    const input = form.elements.namedItem('message')
    if (!select || !input) return {}
    const kept = select.selectedOptions[0].dataset.message || ''
    const message = input.value.trim() || kept
    return {
      ...(select.value ? { reason: select.value } : {}),
      ...(message ? { message } : {}),
    }
  }

  queue.addEventListener('change', (event) => {
    if (event.target.name !== 'reason') return
    const input = event.target.form.elements.namedItem('message')
    input.placeholder = event.target.selectedOptions[0].dataset.message || ''
  })

  // ---- keys

  let keysOn = true
  try {
    keysOn = localStorage.getItem('phanhoi.keys') !== 'off'
  } catch {}

  function press(to) {
    if (!current || !current.querySelector('.actions')) return
    decide(current, to, {})
  }

  function openReasons() {
    const details = current && current.querySelector('details.reject')
    if (!details) return
    details.open = true
    details.querySelector('select').focus()
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press('approved'),
    f: () => press('approved'),
    d: () => press('rejected'),
    r: () => press('rejected'),
    D: openReasons,
    R: openReasons,
    s: () => press('spam'),
    u: () => void undo(lastDecided),
    '?': () => help && help.showModal(),
  }

  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, select, textarea, [contenteditable], dialog')) return
    const action = actions[event.key]
    if (!action || !(keysOn || event.key === '?')) return
    event.preventDefault()
    action()
  })

  if (help) {
    const button = document.getElementById('help-button')
    const isOn = document.getElementById('keys-on')
    button.hidden = false
    button.addEventListener('click', () => help.showModal())
    isOn.checked = keysOn
    isOn.addEventListener('change', () => {
      keysOn = isOn.checked
      try {
        localStorage.setItem('phanhoi.keys', keysOn ? 'on' : 'off')
      } catch {}
    })
  }

  if (thumbs) {
    thumbs.hidden = false
    document.documentElement.classList.add('has-thumbs')
    thumbs.addEventListener('click', (event) => {
      const button = event.target.closest('button')
      if (button) press(button.dataset.to)
    })
  }

  point(open()[0] || null)
})()
`

/** Where the pages find the script. */
export const scriptPath = `/admin/console.${fingerprint(consoleScript)}.js`
