import type { StoryText } from './stories.ts'

/** The long story of the demo newspaper. People and places are invented. */
export const libraryBoat: StoryText = {
  slug: 'thu-vien-cap-ben',
  section: { slug: 'van-hoa', name: 'Văn hóa' },
  title: 'Chiều thứ Bảy, thư viện cập bến',
  description:
    'Mười một năm nay, một chiếc ghe gỗ cũ chở hơn 2.000 cuốn sách đi dọc sông Nhài, ghé những bến nhỏ mà xe thư viện không tới được. Mượn sách không cần thẻ, chỉ cần ghi tên vào một cuốn vở.',
  author: 'Hạ Vi',
  minutesBeforeEdition: 0,
  figure: {
    name: 'thuyen-sach',
    alt: 'Tranh vẽ: chiếc ghe gỗ sơn xanh chở kệ sách ba tầng đậu trên sông lúc hoàng hôn, một em nhỏ ngồi đọc ở mạn ghe, trên cầu ván có mấy đôi dép xếp thành hàng.',
    caption: 'Ghe sách ở bến Đá. Bỏ dép lại trên bờ là luật duy nhất của thư viện. Tranh: Bến Sông',
  },
  body: [
    'Ba giờ chiều, nước đứng. Từ khúc quanh sau hàng bần, chiếc ghe sơn xanh hiện ra, máy nổ nhỏ đến mức người trên bờ nghe thấy tiếng chuông trước. Đó là chiếc chuông đồng tháo từ cổng một ngôi trường cũ. Ông Tư Lành, người lái ghe, giật ba tiếng, đợi một lát rồi giật thêm ba tiếng nữa. Trên bến Đá, mấy đứa trẻ đã xếp dép thành một hàng dài.',
    '“Bỏ dép trên bờ, luật của tôi chỉ có vậy”, ông Tư nói. “Sách trả trễ cũng được, quăn góc cũng được, lỡ ướt thì đem về hong. Nhưng bùn thì không.”',
    { heading: 'Hai ngàn cuốn sách, một cuốn vở' },
    'Thư viện bắt đầu từ một mùa nước lớn, khi đường ra thị trấn ngập gần một tháng và học trò phải nghỉ ở nhà. Ông Tư hồi đó chở gạch thuê. Một chuyến về ghe trống, có cô giáo nhờ ông mang giúp hai thùng sách cho lũ trẻ xóm Cồn. Ông mang. Tuần sau, bọn trẻ đứng sẵn trên bến, tay cầm những cuốn đã đọc xong, hỏi còn cuốn nào khác không. “Tôi có biết trả lời sao đâu”, ông kể. “Đành chạy về hỏi cô giáo.”',
    'Bây giờ khoang ghe có sáu kệ gỗ đóng hơi nghiêng để sách khỏi đổ khi gặp sóng. Sách thiếu nhi nằm thấp nhất, vừa tầm mắt của một bạn đọc sáu tuổi. Truyện dài, sách nấu ăn, sách dạy ghép cây và sửa máy nổ ở hàng giữa. Trên cùng, chỗ khô ráo hơn cả, là từ điển và mấy bộ sách bìa cứng. Gần như cuốn nào cũng do người quen, rồi người quen của người quen, gửi tặng.',
    'Ở đây không có thẻ thư viện. Ai mượn thì tự ghi vào một cuốn vở học trò: tên mình, tên sách, ngày mượn. Cột cuối để trống, khi nào trả mới điền. Cô Mận, người giữ vở, đã dùng đến cuốn thứ mười bốn. Cô lật cho chúng tôi xem mấy trang đầu, chữ viết to và ngả nghiêng; vài chục trang sau, vẫn cái tên ấy mà nét chữ đã gọn hẳn. “Coi vở mượn sách là biết đứa nào lớn”, cô cười.',
    'Sách thất lạc không nhiều. Năm ngoái thiếu bốn mươi mốt cuốn, rồi qua Tết có người lặng lẽ đặt lên mũi ghe một túi mười hai cuốn, kèm bịch mứt dừa. Cô Mận vẫn giữ mảnh giấy gói, trên đó viết: “Con đọc chậm quá, con xin lỗi cô.”',
    { heading: 'Bến nào cũng có một chỗ ngồi' },
    'Mỗi chiều thứ Bảy, ghe ghé bốn bến. Bến Đá đông trẻ nhỏ nhất. Ở Vàm Sậy, khách quen là mấy bà cụ thích nghe hơn thích đọc, nên cô Mận chọn sẵn một truyện ngắn và đọc to cho cả bến cùng nghe. Bến Lò Gạch có nhóm thanh niên vừa tan ca, hay mượn sách điện nước. Sau cùng là xóm Cồn, nơi mọi chuyện bắt đầu; ở đó ghe nán lại cho đến khi các nhà lên đèn.',
    'Bé Thảo, mười tuổi, ngồi ở mạn ghe đọc hết nửa cuốn truyện về loài rái cá rồi mới chịu ghi tên mượn. Em bảo đọc trên ghe thích hơn ở nhà, vì nước vỗ bên dưới nghe như có ai lật trang cùng mình. Ngồi cạnh em là ông nội. Ông không mượn gì. Ông đến để nghe cháu đọc, và để sửa giúp tấm ván của kệ sách số hai.',
    'Nhiều việc trên ghe được làm theo cách ấy. Mái che do một bác thợ ở Lò Gạch lợp, tiền công là quyền mượn sách trọn đời, dù ai cũng biết quyền ấy bác vốn đã có sẵn. Tấm pin mặt trời là quà của một lớp học cũ họp mặt sau hai mươi năm. Còn tiền dầu thì bạn đọc góp vào chiếc lon treo cạnh cửa, không ai nhìn xem người khác bỏ bao nhiêu.',
    { heading: 'Bến thứ năm' },
    'Từ tháng tới, nếu con nước thuận, ghe sẽ ghé thêm một bến. Ông Tư nghiêng về Bàu Sen, nơi vừa có cầu tàu mới. Cô Mận lại muốn dừng trước chợ cá, vì các cô bán hàng đã xin từ lâu mà chưa lần nào ghe tới kịp trước giờ tan chợ. Bàn mãi không xong, hai người để bạn đọc chọn. Cuốn vở tuần này có thêm một trang trống, phía trên ghi vỏn vẹn hai chữ: “Bến nào?”',
    'Lúc chúng tôi lên bờ, trang ấy đã kín quá nửa. Phần lớn ghi Bàu Sen, ba người ghi chợ cá. Ở góc dưới, một nét bút chì rất nhỏ đề nghị: “Bến nào cũng được, miễn là có thêm truyện rái cá.”',
  ],
  invitation:
    'Bạn còn nhớ cuốn sách đầu tiên mình từng mượn, và người đã cho bạn mượn nó? Theo bạn, bến thứ năm nên ở đâu? Tòa soạn sẽ gửi những phản hồi của bạn xuống ghe vào chiều thứ Bảy tới.',
  tags: ['thư viện lưu động', 'sông Nhài', 'văn hóa đọc', 'xóm Cồn'],
}
