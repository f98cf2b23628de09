import type { OutboxItem } from '../../outbox/admin.ts'

/** Sentences of the outbox's page, Vietnamese first. */
const texts = {
  title: ['Hộp thư đi', 'Outbox'],
  intro: [
    'Thư, webhook và việc nền đang chờ. Việc hỏng được thử lại sau 1 phút, 5 phút, 30 phút, 2 giờ và 8 giờ, rồi nằm lại ở đây.',
    'Mails, webhooks and background work. What fails is tried again after 1 min, 5 min, 30 min, 2 h and 8 h, then stays here.',
  ],
  waiting: ['Đang chờ', 'Waiting'],
  dead: ['Không gửi được', 'Failed'],
  done: ['Đã xong', 'Done'],
  dropped: ['Đã bỏ', 'Dropped'],
  states: ['Trạng thái', 'States'],
  everySite: ['Mọi trang', 'Every site'],
  what: ['Việc', 'Work'],
  site: ['Trang', 'Site'],
  since: ['Từ lúc', 'Since'],
  next: ['Lần thử tới', 'Next attempt'],
  ended: ['Kết thúc', 'Ended'],
  attempts: ['Số lần thử', 'Attempts'],
  error: ['Lỗi gần nhất', 'Last error'],
  running: ['đang làm', 'being worked on'],
  retry: ['Thử lại ngay', 'Try again'],
  drop: ['Bỏ', 'Drop'],
  dropHint: ['Bỏ rồi thì không lấy lại được.', 'What is dropped cannot be taken back.'],
  act: ['Làm gì', 'Actions'],
  retried: ['Đã đưa vào lượt gửi kế tiếp.', 'It is in the next run.'],
  gaveUp: ['Đã bỏ.', 'Dropped.'],
  late: [
    'Chưa làm được: việc này đang được xử lý hoặc đã xong.',
    'Not done: it is being worked on, or is over.',
  ],
  noneWaiting: ['Không có gì đang chờ.', 'Nothing is waiting.'],
  none: ['Không có gì ở đây.', 'There is nothing here.'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

/** What people call each kind of work. */
const kinds: Record<OutboxItem['kind'], readonly [vi: string, en: string]> = {
  'article.verify': ['Đọc trang bài viết', 'Read an article’s page'],
  'mail.share-confirm': ['Thư xác nhận cho người chia sẻ', 'Confirmation to a sender'],
  'mail.share': ['Thư gửi bạn bè', 'Mail to a friend'],
  'mail.own-link': ['Thư có liên kết sửa ý kiến', 'Link to one’s own comment'],
  'mail.copy': ['Bản sao cho người viết', 'Copy to its writer'],
  'mail.notice-confirm': ['Thư hỏi có nhận tin trả lời', 'Question whether to hear of replies'],
  'mail.notice': ['Thư báo có trả lời', 'Notice of replies'],
  'mail.my-data': ['Thư có liên kết xem dữ liệu', 'Link to one’s own data'],
  'mail.answer': ['Thư trả lời độc giả', 'Answer to a reader'],
  'mail.forward': ['Thư chuyển cho ban chuyên môn', 'Letter passed on to a desk'],
  'mail.edited': ['Thư báo ý kiến được biên tập', 'Notice of an edited comment'],
  'mail.breaker': ['Thư báo giữ lại chia sẻ', 'Notice that shares are held'],
  'share.breaker': ['Giữ lại chia sẻ', 'Hold shares back'],
  'mail.moderator-digest': ['Thư nhắc người kiểm duyệt', 'Reminder to a moderator'],
  'mail.invitation': ['Thư mời và đặt lại mật khẩu', 'Invitation or password reset'],
  webhook: ['Webhook', 'Webhook'],
}

export type SayOutbox = (key: keyof typeof texts) => string

/** The page's voice in one language. */
export function speakOutbox(language: 'vi' | 'en'): SayOutbox {
  return (key) => texts[key][language === 'vi' ? 0 : 1]
}

/** How people call a kind of work, in one language. */
export function kindText(kind: OutboxItem['kind'], language: 'vi' | 'en'): string {
  return kinds[kind][language === 'vi' ? 0 : 1]
}
