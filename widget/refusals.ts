import type { complainAll } from './field.ts'
import type { Kit } from './kit.ts'
import type { Refusal, Sending } from './sending.ts'

/** Vietnamese texts for refusals; replaced by the site's `labels` like the others. */
export const refusalVietnamese = {
  errCheck: 'Vui lòng xem lại những chỗ được đánh dấu.',
  errWait: 'Bạn vừa gửi ý kiến. Vui lòng đợi {n} phút để gửi tiếp.',
  errServer:
    'Hệ thống chưa thực hiện được yêu cầu. Nội dung của bạn vẫn được giữ. Thành thật xin lỗi vì sự bất tiện này.',
  errTwice: 'Bạn đã gửi nội dung này rồi.',
  tooLarge: 'Nội dung gửi đi quá lớn.',
}

interface Refused<Receipt> {
  call: Kit['call']
  sending: Sending
  /** What was sent. */
  body: Record<string, unknown>
  answer: Refusal<Receipt>
  attempt: (withProof: boolean) => Promise<Refusal<Receipt>>
  post: (sending: Sending) => Promise<Refusal<Receipt>>
  complainAll: typeof complainAll
}

/**
 * What comes of a refusal: the answer to another attempt where that helped, else what to tell the reader, at the
 * fields too. The text stays where it was typed.
 */
export async function settle<Receipt>(refused: Refused<Receipt>): Promise<Refusal<Receipt>> {
  const last = await tryAgain(refused)
  if (last.status < 400) return last
  const { errors = [] } = last.body
  refused.complainAll(
    refused.sending.fields,
    (_, pointer) => errors.find((error) => error.pointer === pointer)?.detail ?? '',
  )
  return { said: sayWhy(last, refused.sending), ...last }
}

/**
 * Sends once more where that helps: with a proof that was asked for; and under a new id where something else had
 * arrived under the old one, which is withdrawn first, for its audience or author may be what the reader changed.
 * Rejects when it cannot be withdrawn for certain.
 */
async function tryAgain<Receipt>({
  call,
  sending,
  body: { id, token },
  answer,
  attempt,
  post,
}: Refused<Receipt>) {
  const { target, path, renew } = sending
  const last = answer.status === 428 ? await attempt(true) : answer
  if (!renew || last.body.code !== 'idempotency-key-reused') return last
  // Mail that went out cannot be taken back: the sender is told and decides.
  if (path === 'shares') {
    renew()
    return last
  }
  if (isSentElsewhere(target, String(id))) {
    renew()
    return post(sending)
  }
  const { status } = await call(target, `comments/${String(id)}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${String(token)}` },
  })
  if (status < 200 || status > 299) throw new Error('not withdrawn')
  renew()
  return post(sending)
}

/** Whether another tab, which had begun with the same draft, has sent it meanwhile: that comment stays. */
function isSentElsewhere({ site, key }: Sending['target'], id: string) {
  try {
    return localStorage.getItem(`phanhoi:${site}:${key}:own`)?.includes(id)
  } catch {
    // Without storage no tab knows of another's draft.
    return false
  }
}

function sayWhy(
  { status, body: { code = '' }, wait }: Refusal<unknown>,
  { words, refusals = {}, s: { errNetwork } }: Sending,
) {
  const s = words(refusalVietnamese)
  if (!status) return errNetwork
  const special = refusals[code]
  if (special) return special
  if (status === 429) return s.errWait.replace('{n}', String(Math.ceil((Number(wait) || 60) / 60)))
  if (code === 'duplicate') return s.errTwice
  if (code === 'closed') return s.closed
  if (code === 'too-large') return s.tooLarge
  return status === 422 ? s.errCheck : s.errServer
}
