/** Sentences of the statistics, Vietnamese first. */
const texts = {
  title: ['Thống kê', 'Statistics'],
  site: ['Trang', 'Site'],
  everySite: ['Mọi trang', 'Every site'],
  from: ['Từ ngày', 'From'],
  to: ['Đến ngày', 'To'],
  show: ['Xem', 'Show'],
  note: [
    'Số liệu được đếm mỗi phút; thời gian chờ chính xác trong khoảng 8%.',
    'Counted once a minute; waiting times are right to within 8 %.',
  ],
  tooLong: ['Xem nhiều nhất {n} ngày một lần.', 'At most {n} days at once.'],
  came: ['Gửi đến', 'Came in'],
  comments: ['Ý kiến', 'Comments'],
  letters: ['Thư gửi tòa soạn', 'Letters'],
  shares: ['Chia sẻ', 'Shares'],
  decided: ['Đã quyết định', 'Decided'],
  approved: ['Duyệt', 'Approved'],
  rejected: ['Từ chối', 'Rejected'],
  spam: ['Spam', 'Spam'],
  sent: ['Thư đã gửi', 'Mails sent'],
  failed: ['Thư không đến', 'Mails failed'],
  median: ['Chờ trung vị', 'Median wait'],
  p95: ['95% chờ dưới', '95% waited less'],
  oldest: ['Chờ lâu nhất từ', 'Oldest waiting since'],
  nothingWaits: ['Không có gì đang chờ.', 'Nothing is waiting.'],
  flow: ['Gửi đến và quyết định', 'In and decided'],
  waiting: ['Thời gian chờ (phút)', 'Waiting time (minutes)'],
  deliveries: ['Thư gửi cho bạn bè', 'Mails to friends'],
  table: ['Số liệu từng ngày', 'The numbers by day'],
  day: ['Ngày', 'Day'],
  withoutToday: [
    'Hình vẽ đến hết hôm qua; hôm nay chưa hết ngày, xem trong bảng.',
    'The picture ends with yesterday; today is not over and stands in the table.',
  ],
  unfinished: ['hôm nay, chưa hết ngày', 'today, not over'],
  people: ['Theo người kiểm duyệt', 'By moderator'],
  who: ['Người', 'Who'],
  articles: ['Bài được bàn nhiều nhất', 'Most discussed articles'],
  article: ['Bài viết', 'Article'],
  noArticles: ['Chưa có ý kiến nào trong những ngày này.', 'No comments in these days.'],
  noPeople: ['Chưa có quyết định nào trong những ngày này.', 'No decisions in these days.'],
  seconds: ['{n} giây', '{n} s'],
  minutes: ['{n} phút', '{n} min'],
  hours: ['{n} giờ', '{n} h'],
  daysLong: ['{n} ngày', '{n} d'],
} as const satisfies Record<string, readonly [vi: string, en: string]>

export type StatsText = keyof typeof texts
export type SayStats = (key: StatsText, values?: Record<string, string | number>) => string

/** The page's voice in one language. */
export function speakStats(language: 'vi' | 'en'): SayStats {
  return (key, values = {}) =>
    texts[key][language === 'vi' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? ''),
    )
}
