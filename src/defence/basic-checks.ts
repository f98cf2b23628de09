import type { CheckContext, Found, Submission } from './checks.ts'
import { isUnmarkedVietnamese } from '../text/unmarked.ts'

/** Nobody reads, writes and sends within this time. */
const MIN_FORM_AGE_MS = 3000
/** A page left open longer than this asks for a new token when it polls. */
const MAX_FORM_AGE_MS = 2 * 60 * 60 * 1000 + 10 * 60 * 1000

export function checkTrap({ isTrapped }: Submission): Found[] {
  return isTrapped ? [{ detail: 'Điền vào ô ẩn mà người đọc không thấy' }] : []
}

export function checkOrigin({ hasOrigin }: Submission): Found[] {
  return hasOrigin ? [] : [{ detail: 'Không gửi từ trang bài viết' }]
}

export function checkFormTime({ formAgeMs }: Submission): Found[] {
  if (formAgeMs === null) return [{ detail: 'Biểu mẫu không có dấu thời gian' }]
  if (formAgeMs < MIN_FORM_AGE_MS) return [{ detail: 'Gửi quá nhanh sau khi mở biểu mẫu' }]
  const isOld = formAgeMs > MAX_FORM_AGE_MS && formAgeMs !== Number.POSITIVE_INFINITY
  return isOld ? [{ detail: 'Biểu mẫu mở quá lâu' }] : []
}

/** A wrong or missing proof has been refused before; this is a device that tried and could not. */
export function checkProof({ proof }: Submission): Found[] {
  return proof === 'unsolved' ? [{ detail: 'Thiết bị không giải được thử thách' }] : []
}

export function checkLinks({ links, bodyOffset }: Submission): Found[] {
  const spans = links
    .filter(({ start }) => start >= bodyOffset)
    .map(({ start, end }): [number, number] => [start - bodyOffset, end - bodyOffset])
  return links.length === 0 ? [] : [{ detail: 'Có đường dẫn', spans }]
}

export function checkUnmarked({ text }: Submission, { settings }: CheckContext): Found[] {
  if (settings.language !== 'vi') return []
  return isUnmarkedVietnamese(text) ? [{ detail: 'Gõ không dấu' }] : []
}
