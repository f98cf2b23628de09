import type { CheckContext, Found, Submission } from './checks.ts'

/** The same words again, under whatever article: by the same reader once is enough, by others it takes a wave. */
export function checkEchoes(_: Submission, { known: { echoes } }: CheckContext): Found[] {
  if (echoes.own > 0)
    return [{ detail: `Cùng người gửi đã gửi nội dung này ${echoes.own} lần trong 24 giờ` }]
  return echoes.isWave ? [{ detail: `Nội dung này đã có ${echoes.others} lần trong 24 giờ` }] : []
}

/** Bursts of one reader, address or link, and what the breakers hold. */
export function checkFloods(_: Submission, { known: { tide } }: CheckContext): Found[] {
  const found: Found[] = []
  if (tide.isReaderBurst) found.push({ detail: 'Người gửi này gửi dồn dập' })
  if (tide.isAddressBurst) found.push({ detail: 'Nhiều ý kiến dồn dập từ một địa chỉ mạng' })
  if (tide.isLinkFlood)
    found.push({ detail: `Đường dẫn này đã được gửi ${tide.linkCount} lần trong ngày` })
  if (tide.isSiteHeld) found.push({ detail: 'Trang đang bị gửi dồn dập, tạm giữ mọi ý kiến' })
  else if (tide.isArticleHeld)
    found.push({ detail: 'Bài viết đang bị gửi dồn dập, tạm giữ mọi ý kiến' })
  return found
}
