import type { Answer, Kit } from './kit.ts'
import { searchNumber } from './search.ts'
import type { Sending } from './sending.ts'

/** Vietnamese text of this chunk; replaced by the site's `labels` like the others. */
export const proofVietnamese = {
  proving: 'Đang kiểm tra để tránh thư gửi tự động, xin bạn chờ trong giây lát.',
}

interface Challenge {
  algorithm: string
  challenge: string
  salt: string
  signature: string
  maxnumber: number
}

/** Longer than this the reader is told that something is being done. */
const quietMs = 2000
/** A worker that has not even begun by then never will. */
const startMs = 3000
/** After this the device gives up: a moderator reads what it could not prove. */
const patienceMs = 30_000
/** Work on the page's own thread between two chances for the page to react. */
const sliceMs = 8
/** Numbers tried before the clock is read again: a millisecond or two on a weak phone. */
const stride = 25

/**
 * Sends with one challenge solved (ALTCHA version 1); a number of -1 in it says that the device gave up. Answers what
 * came of the request, or of the challenge where that was refused.
 */
export async function sendProven<Receipt extends object>(
  call: Kit['call'],
  { target, path, note, words }: Sending,
  send: (more: { proof: string }) => Promise<Answer<Receipt>>,
): Promise<Answer<Receipt>> {
  const query = new URLSearchParams({ site: target.site, action: path.slice(0, -1) })
  const asked = await call<Challenge & Receipt>(target, `challenge?${query.toString()}`)
  if (asked.status !== 200) return asked
  const { algorithm, challenge, salt, signature } = asked.body
  const status = document.createElement('p')
  status.className = 'quiet'
  status.setAttribute('role', 'status')
  note?.after(status)
  const timer = setTimeout(() => (status.textContent = words(proofVietnamese).proving), quietMs)
  const number = await solve(asked.body)
  clearTimeout(timer)
  status.remove()
  return send({ proof: btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })) })
}

/** The number asked for, -1 where the device cannot find it in time. */
function solve(challenge: Challenge) {
  const until = performance.now() + patienceMs
  return searchInWorker(challenge)
    .catch(() => searchInSlices(challenge, until))
    .catch(() => -1)
}

/** Rejects where the page's policy or the browser refuses the worker, or it does not begin. */
function searchInWorker({ salt, challenge, maxnumber }: Challenge) {
  let end = () => {}
  return new Promise<number>((resolve, reject) => {
    const source = `postMessage(-2);onmessage=({data})=>postMessage((${String(searchNumber)})(...data))`
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
    end = () => URL.revokeObjectURL(url)
    const worker = new Worker(url)
    const timers = [setTimeout(reject, startMs), setTimeout(resolve, patienceMs, -1)]
    end = () => {
      timers.forEach(clearTimeout)
      worker.terminate()
      URL.revokeObjectURL(url)
    }
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      if (data > -2) resolve(data)
      else clearTimeout(timers[0])
    }
    worker.onerror = (event) => {
      event.preventDefault()
      reject(new Error('no worker'))
    }
    worker.postMessage([salt, challenge, 0, maxnumber + 1])
  }).finally(() => end())
}

/** On the page's own thread, which is free between slices. Messages wake it, as timers are slowed in hidden tabs. */
async function searchInSlices({ salt, challenge, maxnumber }: Challenge, until: number) {
  const { port1, port2 } = new MessageChannel()
  let sliceEnd = performance.now() + sliceMs
  for (let start = 0; start <= maxnumber; start += stride) {
    const number = searchNumber(salt, challenge, start, Math.min(start + stride, maxnumber + 1))
    if (number >= 0) return number
    const now = performance.now()
    if (now > until) break
    if (now < sliceEnd) continue
    await new Promise((resolve) => {
      port1.onmessage = resolve
      port2.postMessage(0)
    })
    sliceEnd = performance.now() + sliceMs
  }
  return -1
}
