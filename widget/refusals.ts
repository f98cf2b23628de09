import type { Context } from './context.ts'
import type { Answer } from './kit.ts'

/** Vietnamese texts for refusals; replaced by the site's `labels` like the others. */
export const refusalVietnamese = {
  errCheck: 'Vui lòng xem lại những chỗ được đánh dấu.',
  errWait: 'Bạn vừa gửi ý kiến. Vui lòng đợi {n} phút để gửi tiếp.',
  errServer:
    'Hệ thống chưa thực hiện được yêu cầu. Nội dung của bạn vẫn được giữ. Thành thật xin lỗi vì sự bất tiện này.',
  errTwice: 'Bạn đã gửi nội dung này rồi.',
}

/** What to tell the reader about a refusal. The text stays where it was typed. */
export function refusal(
  { status, body, wait }: Answer<{ code?: string }>,
  words: Context['words'],
  limit?: string,
) {
  const s = words(refusalVietnamese)
  if (status === 429)
    return limit ?? s.errWait.replace('{n}', String(Math.ceil((Number(wait) || 60) / 60)))
  if (body.code === 'duplicate') return s.errTwice
  if (body.code === 'closed') return s.closed
  return status === 422 ? s.errCheck : s.errServer
}
