import { siteSettingNotes } from '../../reference/setting-notes.ts'

type Label = readonly [vi: string, en: string, hintVi?: string]

/** How people call each setting. English explanations are those of the API's reference. */
const labels: Record<string, Label> = {
  language: ['Ngôn ngữ', 'Language', 'Ngôn ngữ của thư và các trang.'],
  timeZone: ['Múi giờ', 'Time zone', 'Tên theo IANA; giờ được hiện theo múi này.'],
  kind: [
    'Loại hình',
    'Kind',
    'Trang thông tin tổng hợp chỉ nhận thư gửi tòa soạn và chia sẻ (Nghị định 147/2024).',
  ],
  articlesFeed: [
    'Nguồn tin bài',
    'Articles’ feed',
    'RSS, Atom hoặc sitemap; bài có trong đó được coi là đã xác minh.',
  ],
  mailFrom: ['Địa chỉ gửi thư', 'Mail sender', 'Dùng thay cho địa chỉ chung của dịch vụ.'],
  undoSeconds: [
    'Thời gian hoàn tác (giây)',
    'Time to undo (seconds)',
    'Thư do một quyết định gây ra đợi chừng ấy rồi mới đi, để còn hoàn tác được.',
  ],
  addressForm: ['Xưng hô với độc giả', 'How readers are addressed', '“bạn” hoặc “Quý độc giả”.'],
  moderation: ['Kiểm duyệt', 'Moderation', 'Ai phải đợi người kiểm duyệt.'],
  'moderation.mode': [
    'Cách duyệt',
    'Who waits',
    'Duyệt tất cả, chỉ những ý kiến đầu của mỗi người, hoặc không duyệt trước.',
  ],
  'moderation.first': [
    'Số ý kiến đầu phải duyệt',
    'First comments that wait',
    'Được duyệt đủ số này thì người gửi được tin.',
  ],
  'moderation.trustFrom': [
    'Tin theo các trang khác',
    'Trust from other sites',
    'Khóa của những trang mà đánh giá về độc giả cũng có giá trị ở đây, mỗi dòng một khóa.',
  ],
  'moderation.reportsToRequeue': [
    'Số báo cáo để duyệt lại',
    'Reports that requeue',
    'Bị báo cáo chừng ấy lần thì ý kiến trở lại hàng đợi.',
  ],
  'moderation.secondFactor': [
    'Bắt buộc xác thực hai bước',
    'Second factor needed by',
    'Từ vai trò này trở lên, ai làm việc ở trang cũng phải bật xác thực hai bước. Chỉ quản trị đổi được.',
  ],
  'moderation.digestAfterMinutes': [
    'Nhắc khi chờ quá (phút)',
    'Remind after (minutes)',
    'Có mục chờ lâu hơn thì người kiểm duyệt nhận thư nhắc; 0 là không nhắc.',
  ],
  'moderation.digestEveryMinutes': [
    'Nhắc lại sau (phút)',
    'Remind again after (minutes)',
    'Trong khoảng này mỗi người nhận nhiều nhất một thư.',
  ],
  'comments.tellEdits': [
    'Báo cho độc giả khi biên tập',
    'Tell readers of edits',
    'Người có để lại email được báo khi lời của họ được biên tập.',
  ],
  comments: ['Ý kiến', 'Comments', 'Độc giả được gửi những gì.'],
  'comments.isOpen': ['Nhận ý kiến', 'Open', 'Một công tắc cho cả trang.'],
  'comments.closeAfterDays': [
    'Tự đóng sau (ngày)',
    'Close after (days)',
    'Tính từ khi bài đăng; để trống là không tự đóng.',
  ],
  'comments.fields': ['Thông tin người gửi', 'What the form asks for', 'Biểu mẫu hỏi những gì.'],
  'comments.fields.name': ['Họ và tên', 'Full name'],
  'comments.fields.email': ['Email', 'E-mail'],
  'comments.fields.phone': ['Điện thoại', 'Phone'],
  'comments.fields.address': ['Địa chỉ', 'Postal address'],
  'comments.fields.subject': ['Tiêu đề', 'Subject'],
  'comments.minLength': ['Ngắn nhất (ký tự)', 'Shortest (characters)'],
  'comments.maxLength': ['Dài nhất (ký tự)', 'Longest (characters)'],
  'comments.audiences': ['Gửi cho ai', 'For whom', 'Độc giả được chọn trong số này.'],
  'comments.editMinutes': [
    'Cho sửa trong (phút)',
    'May be edited for (minutes)',
    'Độc giả được sửa ý kiến của mình trong khoảng này.',
  ],
  'comments.proof': [
    'Câu đố chống máy',
    'Proof of work',
    'Không bao giờ, chỉ khi bị dồn dập, hoặc luôn luôn.',
  ],
  share: ['Gửi cho bạn bè', 'Sharing', 'Độc giả gửi bài viết cho bạn bè qua thư.'],
  'share.isEnabled': ['Cho phép', 'Offered'],
  'share.confirm': [
    'Xác nhận qua thư',
    'Confirm by mail',
    'Người gửi phải bấm xác nhận trong thư.',
  ],
  'share.message': ['Cho viết lời nhắn', 'Greeting allowed'],
  'share.moderate': ['Duyệt trước', 'Who waits', 'Tất cả, chỉ khi có lời nhắn, hoặc không duyệt.'],
  'share.maxRecipients': ['Số người nhận mỗi lần', 'Most friends at once'],
  'share.limits': ['Giới hạn số thư', 'Limits', 'Quá số này thì không gửi nữa.'],
  'share.limits.senderPerHour': ['Mỗi người gửi, một giờ', 'One sender, an hour'],
  'share.limits.senderPerDay': ['Mỗi người gửi, một ngày', 'One sender, a day'],
  'share.limits.addressPerHour': ['Mỗi địa chỉ mạng, một giờ', 'One network address, an hour'],
  'share.limits.addressPerDay': ['Mỗi địa chỉ mạng, một ngày', 'One network address, a day'],
  'share.limits.recipientPerDay': ['Mỗi người nhận, một ngày', 'One recipient, a day'],
  'share.limits.recipientPer30Days': ['Mỗi người nhận, 30 ngày', 'One recipient, 30 days'],
  'share.limits.articlePerDay': ['Mỗi bài viết, một ngày', 'One article, a day'],
  'share.limits.sitePerDay': ['Cả trang, một ngày', 'The whole site, a day'],
  consent: ['Đồng ý xử lý dữ liệu', 'Consent', 'Những câu độc giả đánh dấu đồng ý.'],
  'consent.version': ['Phiên bản', 'Version', 'Đổi mỗi khi sửa một trong các câu dưới đây.'],
  'consent.processText': ['Xử lý thông tin', 'Processing'],
  'consent.publishText': ['Đăng công khai', 'Publishing'],
  'consent.shareText': ['Gửi cho bạn bè', 'Sharing'],
  reasons: [
    'Lý do từ chối',
    'Reasons',
    'Người kiểm duyệt chọn một lý do; câu đi kèm được báo cho độc giả.',
  ],
  'reasons[].key': ['Khóa', 'Key'],
  'reasons[].label': ['Tên', 'Label'],
  'reasons[].message': ['Câu báo cho độc giả', 'Sentence to the reader'],
  desks: ['Ban, phòng', 'Desks', 'Nơi có thể chuyển thư gửi tòa soạn tới.'],
  'desks[].name': ['Tên', 'Name'],
  'desks[].email': ['Email', 'E-mail'],
  newsroom: ['Tòa soạn', 'Newsroom', 'Tên ký dưới thư trả lời và nơi nhận thư hồi đáp.'],
  'newsroom.name': ['Tên ký', 'Signature'],
  'newsroom.email': ['Email nhận hồi đáp', 'Reply address'],
  canned: ['Câu soạn sẵn', 'Canned texts', 'Biên tập viên chèn nguyên văn vào thư và câu trả lời.'],
  'canned[].label': ['Tên', 'Label'],
  'canned[].text': ['Nội dung', 'Text'],
  retention: ['Thời gian lưu giữ', 'Retention', 'Quá hạn thì dữ liệu được xóa.'],
  'retention.rejectedDays': ['Ý kiến bị từ chối (ngày)', 'Rejected comments (days)'],
  'retention.addressHashDays': [
    'Dấu vết địa chỉ mạng (ngày)',
    'Hashes of network addresses (days)',
  ],
  'retention.recipientDays': ['Địa chỉ bạn bè, sau khi gửi (ngày)', 'Friends’ addresses (days)'],
  webhooks: ['Webhook', 'Webhooks', 'Hệ thống nào được báo khi có việc.'],
  'webhooks[].url': ['Địa chỉ', 'Address'],
  'webhooks[].events': ['Sự kiện (cách nhau bằng dấu phẩy)', 'Events (with commas between)'],
  defence: ['Phòng vệ', 'Defence', 'Ngưỡng để giữ lại khi bị dồn dập.'],
  outside: [
    'Dịch vụ bên ngoài',
    'Outside services',
    'Hỏi thêm ý kiến về bình luận công khai. Không trả lời được thì giữ lại. Máy chủ phải có trong WEBHOOK_HOSTS; khóa đặt ở trang Khóa bí mật.',
  ],
  'outside.akismet': ['Akismet', 'Akismet'],
  'outside.akismet.url': ['Địa chỉ dịch vụ', 'Address of the service', 'Bỏ trống là không hỏi.'],
  'outside.akismet.blog': [
    'Địa chỉ trang đã đăng ký',
    'Registered site',
    'Bỏ trống là địa chỉ gốc đầu tiên của trang.',
  ],
  'outside.akismet.sendEmail': ['Gửi cả email của độc giả', 'Send readers’ e-mail addresses'],
  'outside.webhook': ['Webhook kiểm tra', 'Webhook that checks'],
  'outside.webhook.url': ['Địa chỉ', 'Address', 'Bỏ trống là không hỏi.'],
  members: ['Thành viên', 'Members', 'Độc giả đã đăng nhập ở trang của tòa soạn.'],
  'members.algorithm': ['Cách ký', 'Signed with', 'Khóa đặt ở trang Khóa bí mật.'],
  'members.issuer': ['Nơi cấp (iss)', 'Issuer (iss)'],
  'defence.readerPer10Minutes': ['Mỗi người gửi, 10 phút', 'One reader, 10 minutes'],
  'defence.articlePerMinute': ['Mỗi bài viết, một phút', 'One article, a minute'],
  'defence.sitePerMinute': ['Cả trang, một phút', 'The whole site, a minute'],
  'defence.holdMinutes': ['Giữ lại trong (phút)', 'Hold for (minutes)'],
  'defence.proofCost': ['Độ khó của câu đố', 'Cost of a proof'],
  labels: [
    'Lời trên trang',
    'Wording',
    'Những câu của biểu mẫu mà trang muốn nói khác đi, theo khóa.',
  ],
}

/** What the choices mean. */
const choices: Record<string, readonly [vi: string, en: string]> = {
  'language.vi': ['Tiếng Việt', 'Vietnamese'],
  'language.en': ['Tiếng Anh', 'English'],
  'kind.newspaper': ['Báo', 'Newspaper'],
  'kind.magazine': ['Tạp chí', 'Magazine'],
  'kind.portal': ['Cổng thông tin', 'Portal'],
  'kind.aggregator': ['Trang thông tin tổng hợp', 'Aggregator'],
  'addressForm.ban': ['bạn', 'informal (bạn)'],
  'addressForm.quy-doc-gia': ['quý độc giả', 'formal (quý độc giả)'],
  'moderation.mode.all': ['Duyệt tất cả', 'Everybody'],
  'moderation.mode.first': ['Duyệt những ý kiến đầu', 'A reader’s first comments'],
  'moderation.mode.none': ['Không duyệt trước', 'Nobody'],
  'moderation.secondFactor.off': ['Không bắt buộc', 'Nobody'],
  'moderation.secondFactor.viewer': ['Mọi vai trò', 'Everybody'],
  'moderation.secondFactor.moderator': ['Kiểm duyệt viên trở lên', 'Moderators and above'],
  'moderation.secondFactor.editor': ['Biên tập viên trở lên', 'Editors and above'],
  'moderation.secondFactor.admin': ['Quản trị', 'Administrators'],
  'comments.audiences.public': ['Đăng công khai', 'The public'],
  'comments.audiences.editors': ['Chỉ gửi tòa soạn', 'The editors only'],
  'comments.proof.off': ['Không', 'Never'],
  'comments.proof.auto': ['Khi bị dồn dập', 'Under pressure'],
  'comments.proof.always': ['Luôn luôn', 'Always'],
  'members.algorithm.off': ['Không dùng', 'Not used'],
  'share.moderate.all': ['Tất cả', 'All'],
  'share.moderate.messages': ['Khi có lời nhắn', 'Those with a greeting'],
  'share.moderate.none': ['Không', 'None'],
  hidden: ['Không hỏi', 'Not asked'],
  optional: ['Không bắt buộc', 'Optional'],
  required: ['Bắt buộc', 'Required'],
}

/** Name and explanation of a setting; one that has no words yet goes by its own name. */
export function labelOf(path: string, language: 'vi' | 'en') {
  const [vi, en, hint] = labels[path] ?? []
  const name = path.split('.').at(-1) ?? path
  return language === 'vi'
    ? { label: vi ?? name, hint: hint ?? '' }
    : { label: en ?? name, hint: siteSettingNotes[path] ?? '' }
}

/** What a choice means. */
export function choiceText(path: string, option: string, language: 'vi' | 'en'): string {
  const pair = choices[`${path}.${option}`] ?? choices[option]
  return pair?.[language === 'vi' ? 0 : 1] ?? option
}
