import { moderatorDigest } from './digest-letter.ts'
import type { Letter } from './letter.ts'
import { editNotice, forwardedLetter } from './newsroom-letters.ts'
import { myDataLink, noticeConfirmation, replyNotice } from './notice-letters.ts'
import { ownLink, responseCopy, ticketAnswer } from './response-letters.ts'
import { shareConfirmation, sharedArticle } from './share-letters.ts'
import { breakerNotice, invitation, passwordReset } from './staff-letters.ts'
import type { Letterhead } from './voice.ts'

/** What readers and strangers could put into a sample; tests replace it by hostile words. */
export interface SampleWords {
  name: string
  title: string
  /** Several lines. */
  text: string
}

export const sampleWords: SampleWords = {
  name: 'Nguyễn Thị Thuỷ',
  title: 'Người giữ lúa mùa nổi ở Tri Tôn',
  text: 'Bài này hay lắm, đọc nhé!\nNhớ những mùa nước cũ quá.',
}

/** Every letter that this service sends, written by the same code from made-up facts; `publicUrl` is where its links lead. */
export function sampleLetters(
  letterhead: Letterhead,
  publicUrl: string,
  { name, title, text }: SampleWords = sampleWords,
): Record<string, Letter> {
  const link = (what: string) => `${publicUrl}/r/mau-${what}`
  const sentAt = new Date('2026-11-22T16:05:01Z')
  const article = {
    title,
    url: `${publicUrl}/p/mau?article=lua-mua-noi`,
    excerpt: 'Giữa mùa nước, ông Sáu vẫn chèo xuồng ra đồng mỗi sáng.',
  }
  const response = {
    authorName: name,
    subject: 'Về bài lúa mùa nổi',
    body: text,
    sentAt,
    reference: '007K-2M4QXA',
    articleTitle: title,
  }
  const thread = (replies: number, more = 0) => ({
    articleTitle: title,
    url: article.url,
    replies: Array.from({ length: replies }, () => ({ authorName: name, body: text })),
    more,
  })
  const notice = { stopAllUrl: link('dung-het'), stopUrl: link('dung') }
  return {
    'share-confirm': shareConfirmation(letterhead, {
      senderName: name,
      recipients: ['an@ban.example', 'binh@ban.example'],
      message: text,
      article,
      confirmUrl: link('xac-nhan'),
      expiresInHours: 48,
      stopUrl: link('dung'),
      forgetUrl: link('quen'),
    }),
    share: sharedArticle(letterhead, {
      senderName: name,
      message: text,
      article,
      hasReplyTo: true,
      stopUrl: link('dung'),
      abuseUrl: link('bao'),
    }),
    'own-link': ownLink(letterhead, {
      sentAt,
      reference: response.reference,
      articleTitle: title,
      manageUrl: link('sua'),
      expiresInHours: 24,
      stopUrl: link('dung'),
    }),
    copy: responseCopy(letterhead, {
      response,
      audience: 'public',
      statusUrl: `${publicUrl}/p/mau/status?ref=${response.reference}`,
      stopUrl: link('dung'),
    }),
    'ticket-answer': ticketAnswer(letterhead, {
      response,
      answer:
        'Cảm ơn những chia sẻ của bạn về mùa nước nổi.\nTòa soạn đã chuyển câu hỏi tới tác giả.',
    }),
    forward: forwardedLetter(letterhead, {
      response,
      desk: letterhead.language === 'vi' ? 'Ban Đời sống' : 'the Life desk',
      note:
        letterhead.language === 'vi'
          ? 'Nhờ các anh chị xem và trả lời độc giả trong tuần này.'
          : 'Please answer this reader within the week.',
      sender: 'Trần Văn Bình',
      contact: ['thuy@thu.example', '0900 000 000'],
      itemUrl: `${publicUrl}/admin/letters`,
    }),
    edited: editNotice(letterhead, response),
    'notice-confirm': noticeConfirmation(letterhead, {
      confirmUrl: link('nhan'),
      dailyUrl: link('moi-ngay'),
      expiresInHours: 48,
      stopUrl: link('dung'),
    }),
    notice: replyNotice(letterhead, {
      ...notice,
      threads: [thread(2)],
      pace: 'each',
      paceUrl: link('moi-ngay'),
    }),
    'notice-daily': replyNotice(letterhead, {
      threads: [thread(1), thread(5, 3)],
      pace: 'daily',
      stopUrl: notice.stopAllUrl,
      stopAllUrl: notice.stopAllUrl,
      paceUrl: null,
    }),
    'my-data': myDataLink(letterhead, {
      url: link('du-lieu'),
      expiresInHours: 24,
      stopUrl: link('dung'),
    }),
    breaker: breakerNotice(letterhead, {
      reach: 'article',
      limit: 500,
      article: title,
      queueUrl: `${publicUrl}/admin/shares`,
    }),
    'moderator-digest': moderatorDigest(letterhead, {
      name: 'Trần Văn Bình',
      count: 3,
      after: letterhead.language === 'vi' ? '2 giờ' : '2 hours',
      items: [{ author: name, text, title, sentAt, url: link('duyet') }],
      queueUrl: `${publicUrl}/admin/pending`,
      stopUrl: link('dung'),
    }),
    invitation: invitation(letterhead, {
      inviter: 'Trần Văn Bình',
      role: 'moderator',
      setUpUrl: `${publicUrl}/admin/mau`,
      expiresInHours: 72,
    }),
    'password-reset': passwordReset(letterhead, {
      setUpUrl: `${publicUrl}/admin/mau`,
      expiresInHours: 2,
    }),
  }
}
