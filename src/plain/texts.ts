import type { SiteSettings } from '../sites/settings.ts'

/** Words that the widget has too, under the widget's names, so that a site's `labels` change both. */
const sharedVietnamese = {
  title: 'Ý kiến bạn đọc',
  empty: 'Chưa có ý kiến nào. Hãy là người đầu tiên gửi ý kiến!',
  closed: 'Bài viết đã đóng bình luận.',
  sort: 'Sắp xếp',
  newest: 'Mới nhất',
  oldest: 'Cũ nhất',
  top: 'Quan tâm nhất',
  more: 'Xem thêm ý kiến',
  replies: 'Xem {n} phản hồi',
  reply: 'Trả lời',
  replyTo: 'Trả lời {name}',
  withdrawn: 'Ý kiến đã được người gửi rút lại.',
  staff: 'Tòa soạn',
  author: 'Tác giả',
  member: 'Thành viên',
  featured: 'Nổi bật',
  edited: 'đã chỉnh sửa',
  reference: 'Mã phản hồi: {code}',
  placeholder: 'Ý kiến của bạn sẽ được biên tập trước khi đăng. Xin vui lòng gõ tiếng Việt có dấu.',
  body: 'Ý kiến của bạn',
  identity: 'Thông tin người gửi phản hồi',
  name: 'Họ và tên',
  email: 'Email',
  phone: 'Điện thoại',
  address: 'Địa chỉ',
  subject: 'Tiêu đề',
  editors: 'Chỉ gửi tới tòa soạn, không đăng công khai',
  submit: 'Gửi phản hồi',
  ticket: 'Cảm ơn bạn đã gửi phản hồi. Tòa soạn sẽ xem xét và trả lời trong thời gian sớm nhất.',
  waiting: 'đang chờ duyệt',
  private: 'đã gửi tới tòa soạn',
  refused: 'không được đăng',
  status: 'Xem tình trạng',
  errBody: 'Vui lòng nhập nội dung',
  errConsent: 'Bạn cần đồng ý để chúng tôi xử lý thông tin này',
  errCheck: 'Vui lòng xem lại những chỗ được đánh dấu.',
  errWait: 'Bạn vừa gửi ý kiến. Vui lòng đợi {n} phút để gửi tiếp.',
  errServer:
    'Hệ thống chưa thực hiện được yêu cầu. Nội dung của bạn vẫn được giữ. Thành thật xin lỗi vì sự bất tiện này.',
  errTwice: 'Bạn đã gửi nội dung này rồi.',
  passTitle: 'Gửi cho bạn bè',
  fromName: 'Tên của bạn',
  fromEmail: 'Email của bạn',
  toEmail: 'Email người nhận',
  message: 'Lời nhắn của bạn (không bắt buộc, tối đa {n} ký tự)',
  confirmFirst: 'Bạn sẽ nhận một thư xác nhận trước khi thư được gửi đi.',
  passSubmit: 'Gửi',
  checkInbox:
    'Chúng tôi đã gửi thư xác nhận đến {email}. Vui lòng mở thư và bấm “Xác nhận gửi” để hoàn tất.',
  passLimit: 'Bạn đã gửi quá số lần cho phép. Vui lòng thử lại sau.',
  passNext: 'Gửi cho người khác',
}

const vietnamese = {
  ...sharedVietnamese,
  optional: 'không bắt buộc',
  lengthHint: 'Từ {min} đến {max} ký tự.',
  privateHint: 'Thư của bạn chỉ gửi tới tòa soạn, không đăng công khai.',
  consent: 'Đồng ý',
  leaveEmpty: 'Vui lòng để trống ô này',
  errTitle: 'Chưa gửi được',
  errAgain:
    'Ý kiến bạn gửi lần trước đã đến tòa soạn. Nếu muốn gửi thêm nội dung dưới đây, vui lòng gửi lần nữa.',
  passAgain:
    'Yêu cầu gửi lần trước đã được tiếp nhận. Nếu muốn gửi thêm yêu cầu dưới đây, vui lòng gửi lần nữa.',
  readArticle: 'Đọc bài viết',
  write: 'Viết ý kiến',
  backToThread: 'Xem tất cả ý kiến',
  openOnSite:
    'Bài viết này chưa được mở ở trang báo. Vui lòng mở bài viết trên trang của tòa soạn rồi gửi phản hồi từ đó.',
  noSharing: 'Trang này không nhận gửi bài cho bạn bè.',
  yourEmail: 'địa chỉ email của bạn',
  sentTitle: 'Đã tiếp nhận',
  sentHeld: 'Tòa soạn sẽ xem yêu cầu trước khi thư được gửi đi. Cảm ơn bạn!',
  statusTitle: 'Tình trạng phản hồi',
  statusIntro: 'Nhập mã phản hồi bạn nhận được khi gửi ý kiến.',
  code: 'Mã phản hồi',
  keepCode: 'Hãy ghi lại mã này: bạn cần mã để xem tình trạng về sau.',
  wrongCode: 'Không có phản hồi nào với mã này. Vui lòng kiểm tra lại từng ký tự.',
  waitingText: 'Ý kiến của bạn đã đến tòa soạn và sẽ hiển thị sau khi được kiểm duyệt. Cảm ơn bạn!',
  published: 'đã đăng',
  publishedText: 'Ý kiến của bạn đã được đăng dưới bài viết.',
  seeComment: 'Xem ý kiến đã đăng',
  refusedText: 'Tòa soạn đã xem và không đăng ý kiến này.',
  refusedWhy: 'Tòa soạn cho biết:',
  takenBack: 'đã rút lại',
  answered: 'Tòa soạn đã trả lời thư của bạn.',
  forwarded: 'Tòa soạn đã chuyển thư của bạn tới nơi có trách nhiệm.',
  settled: 'Tòa soạn đã xử lý thư của bạn.',
  goneTitle: 'Không tìm thấy trang',
  gone: 'Địa chỉ không đúng hoặc thiếu thông tin. Vui lòng mở lại từ bài viết.',
  refusedTitle: 'Yêu cầu không được chấp nhận',
  fromElsewhere: 'Biểu mẫu phải được gửi từ chính trang này. Vui lòng mở lại từ bài viết.',
  tooMuch: 'Bạn đã gửi quá nhiều yêu cầu. Vui lòng thử lại sau ít phút.',
  tooLarge: 'Nội dung gửi đi quá lớn.',
  failedTitle: 'Chưa thực hiện được',
  failed: 'Hệ thống tạm thời chưa trả lời được. Vui lòng thử lại sau ít phút.',
  retry: 'Gửi lại',
}

export type Texts = typeof vietnamese

const english: Texts = {
  title: 'Readers’ comments',
  empty: 'No comments yet. Be the first to write one!',
  closed: 'Comments on this article are closed.',
  sort: 'Sort',
  newest: 'Newest',
  oldest: 'Oldest',
  top: 'Most liked',
  more: 'More comments',
  replies: 'Show {n} replies',
  reply: 'Reply',
  replyTo: 'Reply to {name}',
  withdrawn: 'This comment was withdrawn by its author.',
  staff: 'Newsroom',
  author: 'Author',
  member: 'Member',
  featured: 'Featured',
  edited: 'edited',
  reference: 'Reference: {code}',
  placeholder: 'Comments are reviewed and may be edited before they appear.',
  body: 'Your comment',
  identity: 'About you',
  name: 'Full name',
  email: 'Email',
  phone: 'Phone',
  address: 'Address',
  subject: 'Subject',
  editors: 'Only for the newsroom, do not publish',
  submit: 'Send',
  ticket: 'Thank you. The newsroom will read your message and answer as soon as possible.',
  waiting: 'awaiting review',
  private: 'sent to the newsroom',
  refused: 'not published',
  status: 'Check its state',
  errBody: 'Please write something',
  errConsent: 'We need your consent to process this',
  errCheck: 'Please check the marked fields.',
  errWait: 'You have just sent something. Please wait {n} min before the next one.',
  errServer: 'That did not work. Your text is kept. We are sorry for the trouble.',
  errTwice: 'You have already sent this.',
  passTitle: 'Send to friends',
  fromName: 'Your name',
  fromEmail: 'Your email',
  toEmail: 'Friend’s email',
  message: 'Your message (optional, at most {n} characters)',
  confirmFirst: 'You will get a confirmation mail before anything is sent.',
  passSubmit: 'Send',
  checkInbox:
    'We have sent a confirmation mail to {email}. Please open it and press “Confirm” to finish.',
  passLimit: 'You have sent too many of these. Please try again later.',
  passNext: 'Send to someone else',
  optional: 'optional',
  lengthHint: '{min} to {max} characters.',
  privateHint: 'Your message goes to the newsroom only and is not published.',
  consent: 'Consent',
  leaveEmpty: 'Please leave this empty',
  errTitle: 'Not sent yet',
  errAgain:
    'What you sent before has arrived. To send the text below as well, please send it once more.',
  passAgain:
    'Your earlier request has been received. To send the one below as well, please send it once more.',
  readArticle: 'Read the article',
  write: 'Write a comment',
  backToThread: 'See all comments',
  openOnSite:
    'This article has not been opened on its own site yet. Please open it there and send your comment from it.',
  noSharing: 'This site does not send articles to friends.',
  yourEmail: 'your email address',
  sentTitle: 'Received',
  sentHeld: 'The newsroom will look at your request before any mail leaves. Thank you!',
  statusTitle: 'State of your comment',
  statusIntro: 'Enter the reference that you got when you sent your comment.',
  code: 'Reference',
  keepCode: 'Please keep this reference: you need it to look up the state later.',
  wrongCode: 'There is no comment with this reference. Please check every character.',
  waitingText: 'Your comment has arrived and will appear once it has been reviewed. Thank you!',
  published: 'published',
  publishedText: 'Your comment has been published below the article.',
  seeComment: 'See your comment',
  refusedText: 'The newsroom has read this comment and does not publish it.',
  refusedWhy: 'The newsroom says:',
  takenBack: 'withdrawn',
  answered: 'The newsroom has answered your message.',
  forwarded: 'The newsroom has passed your message on to those responsible.',
  settled: 'The newsroom has dealt with your message.',
  goneTitle: 'Page not found',
  gone: 'The address is wrong or incomplete. Please come back from the article.',
  refusedTitle: 'Request refused',
  fromElsewhere: 'The form must be sent from this page itself. Please come back from the article.',
  tooMuch: 'You have sent too many requests. Please try again in a few minutes.',
  tooLarge: 'That was too much at once.',
  failedTitle: 'That did not work',
  failed: 'The service cannot answer for the moment. Please try again in a few minutes.',
  retry: 'Send again',
}

/** Default texts of a language, for pages that know no site. */
export const defaultTexts = { vi: vietnamese, en: english }

/** The texts of a site: its language, its own labels, its way to address readers. */
export function textsOf({ language, labels, addressForm }: SiteSettings): Texts {
  const texts = { ...defaultTexts[language] }
  for (const [name, text] of Object.entries({ ...texts, ...labels }))
    if (Object.hasOwn(texts, name)) Object.assign(texts, { [name]: addressed(text, addressForm) })
  return texts
}

/** Puts the values where the braces are. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return value === undefined ? braces : String(value)
  })
}

function addressed(text: string, form: SiteSettings['addressForm']): string {
  return form === 'quy-doc-gia' ? text.replace(/bạn(?! bè| đọc)/gi, 'Quý độc giả') : text
}
