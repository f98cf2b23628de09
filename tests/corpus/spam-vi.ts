/** Written for this project: advertisements and traps, some disguised. */
export const spam = `
Vay tiền nhanh trong ngày, không cần thế chấp, liên hệ zalo 0912345678
vay tien nhanh 30 phut co tien, goi 0987 654 321
V.a.y t.i.ề.n n.h.a.n.h, duyệt hồ sơ trong 5 phút
Nhà cái uy tín số 1 châu Á, nạp đầu tặng 200%
nha cai uy tin, dang ky nhan 88k tai fb88
nhà c á i uy tín hoàn tiền mỗi ngày
Chơi tài xỉu online rút tiền 2 phút
taixiu online doi thuong the cao
Cá cược bóng đá tỷ lệ cao, truy cập www.bong88.bet
Game bài đổi thưởng tặng code 50k cho tân thủ
Xóc đĩa đổi thưởng uy tín, có hỗ trợ 24/7
Soi cầu lô đề chuẩn hôm nay, bao trúng
bạch thủ lô hôm nay chắc ăn, nhắn zalo nhận số
Đánh bài đổi thưởng, nạp thẻ nhận ngay quà khủng
Việc nhẹ lương cao, làm tại nhà ngày 500k, ib mình nhé
viec nhe luong cao 500k/ngay inbox minh
Tuyển cộng tác viên chốt đơn online, lương tuần
tuyen cong tac vien xu ly don hang shopee tai nha
Kiếm tiền tại nhà chỉ với điện thoại, bấm link nhận quà
Thu nhập thụ động 30 triệu mỗi tháng, tham gia nhóm zalo
Cam kết lợi nhuận 5% mỗi ngày, vào kênh telegram nhận lệnh
Đầu tư siêu lợi nhuận, hoàn vốn sau 7 ngày
Đọc lệnh miễn phí, vào nhóm telegram của thầy
Làm bằng đại học có hồ sơ gốc, không cần cọc
lam bang dai hoc, bang cap 3, giay to gia nhu that
Bán bằng giả, giấy tờ giả, giao hàng toàn quốc
Bán tiền giả tỷ lệ 1 ăn 10, xem hàng trước
Túi siêu cấp like auth, xem tại shop . com
Bán sim số đẹp giá rẻ, gọi ngay 0903.123.456
Thuốc kích dục nữ không màu không mùi, giao kín đáo
Thuốc phá thai an toàn, tư vấn kín
Tăng kích thước dương vật sau 2 tuần, xem http://thuoctot.xyz
Gái gọi cao cấp quận 1, gửi ảnh qua telegram
Clip nóng của diễn viên, xem đầy đủ tại phimhay.club
phim sex không che mới nhất tại đây
Link sex full trong phần bình luận
Theo dõi vợ chồng ngoại tình, thám tử tư uy tín
Nhận hack facebook, hack zalo lấy lại mật khẩu
Hỗ trợ nợ xấu vay tín chấp, giải ngân trong ngày
Xem bói online chuẩn 99%, nhắn zalo cô Bảy
Bùa yêu, kéo người yêu quay lại sau 3 ngày
Shop mình sale 50%, ghé xem tại shopgiay dot com nhé
Bốc bát họ từ 5 đến 50 triệu, không giữ giấy tờ
Nổ hũ 789bet tặng 100k, tải app ngay
Mời anh chị xem đất nền giá 800 triệu sổ đỏ trao tay tại datnenvungven.com.vn
`
