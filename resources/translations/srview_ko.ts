<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko">
<context>
    <name>About</name>
    <message>
        <source>About srview</source>
        <translation>srview 정보</translation>
    </message>
    <message>
        <source>The program&apos;s icon</source>
        <translation>프로그램 아이콘</translation>
    </message>
    <message>
        <source>&lt;h2&gt;srview {0}&lt;/h2&gt;&lt;p&gt;An image viewer in which zoom never ends.&lt;br&gt;Nothing leaves this machine.&lt;/p&gt;</source>
        <translation>&lt;h2&gt;srview {0}&lt;/h2&gt;&lt;p&gt;확대에 끝이 없는 이미지 뷰어입니다.&lt;br&gt;어떤 데이터도 이 컴퓨터 밖으로 나가지 않습니다.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Versions, device, models, settings and the end of the log, without private paths, for a report</source>
        <translation>문제 보고에 쓸 버전, 장치, 모델, 설정과 로그의 마지막 부분(개인 경로 제외)</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>복사했습니다</translation>
    </message>
    <message>
        <source>System</source>
        <translation>시스템</translation>
    </message>
    <message>
        <source>Processors</source>
        <translation>프로세서 수</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message>
        <source>Agrees with the source to …</source>
        <translation>원본과의 일치도 …</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>보이는 영역</translation>
    </message>
    <message>
        <source>The selection agrees</source>
        <translation>선택 영역</translation>
    </message>
    <message>
        <source>{0} with the source to {1:.1f} dB</source>
        <translation>{0}: 원본과의 일치도 {1:.1f} dB</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Checkpoints</source>
        <translation>체크포인트</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
</context>
<context>
    <name>BlindDialog</name>
    <message>
        <source>Train blind network</source>
        <translation>블라인드 네트워크 학습</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>학습 시작</translation>
    </message>
    <message>
        <source>All steps are of contrast alone: nothing will be learnt of pictures.</source>
        <translation>모든 스텝이 대조 학습에만 쓰여 이미지는 전혀 학습하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Drop a photo here and zoom without end</source>
        <translation>사진을 여기에 끌어다 놓으면 끝없이 확대할 수 있습니다</translation>
    </message>
    <message>
        <source>open a file</source>
        <translation>파일 열기</translation>
    </message>
    <message>
        <source>paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>all keys</source>
        <translation>모든 단축키</translation>
    </message>
    <message>
        <source>or try a photo of File &gt; Samples</source>
        <translation>파일 &gt; 샘플의 사진으로 시작할 수도 있습니다</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>The direction in which it brightens; the darker, the less</source>
        <translation>밝아지는 방향. 어두울수록 변화가 작음</translation>
    </message>
    <message>
        <source>Laplacian of luma, white being 1, for a source pixel squared</source>
        <translation>휘도의 라플라시안(흰색 = 1, 원본 픽셀 제곱당)</translation>
    </message>
    <message>
        <source>Luma of the field less that of the comparison: red where brighter, blue where darker</source>
        <translation>필드의 휘도에서 비교 대상의 휘도를 뺀 값: 더 밝으면 빨강, 더 어두우면 파랑</translation>
    </message>
    <message>
        <source>How far field and comparison are apart: the mean of red, green and blue</source>
        <translation>필드와 비교 대상의 차이: 빨강, 초록, 파랑의 평균</translation>
    </message>
    <message>
        <source>How far the field, shrunk back to the photo&apos;s pixels, is off them</source>
        <translation>필드를 사진의 픽셀 크기로 다시 줄였을 때 원래 픽셀과의 차이</translation>
    </message>
    <message>
        <source>How far the predictions of the four nearest latents are apart: their standard deviation</source>
        <translation>가장 가까운 네 잠재 코드의 예측이 서로 어긋나는 정도(표준편차)</translation>
    </message>
    <message>
        <source>Length of luma&apos;s gradient, white being 1, for a source pixel</source>
        <translation>휘도 기울기의 크기(흰색 = 1, 원본 픽셀당)</translation>
    </message>
</context>
<context>
    <name>ColourButton</name>
    <message>
        <source>Choose a colour</source>
        <translation>색상 선택</translation>
    </message>
</context>
<context>
    <name>CompareGroup</name>
    <message>
        <source>Compare with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>Split view</source>
        <translation>분할 보기</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>렌즈</translation>
    </message>
    <message>
        <source>What the field is held against</source>
        <translation>필드와 비교할 대상</translation>
    </message>
    <message>
        <source>Field on the left of a divider, the other on the right</source>
        <translation>구분선 왼쪽에 필드, 오른쪽에 비교 대상 표시</translation>
    </message>
    <message>
        <source>The other is seen under the cursor; Alt + wheel changes how much of it</source>
        <translation>커서 아래에 비교 대상 표시. Alt + 휠로 크기 조절</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>화면 분할</translation>
    </message>
    <message>
        <source>Pictures beside each other that move together</source>
        <translation>나란히 놓여 함께 움직이는 화면의 수</translation>
    </message>
    <message>
        <source>Third</source>
        <translation>세 번째</translation>
    </message>
    <message>
        <source>Fourth</source>
        <translation>네 번째</translation>
    </message>
    <message>
        <source>What this pane shows</source>
        <translation>이 화면에 표시할 대상</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>혼합</translation>
    </message>
    <message>
        <source>From the field, on the left, to the other, on the right: between exact and sharp, say</source>
        <translation>왼쪽의 필드에서 오른쪽의 비교 대상까지. 예를 들어 정확함과 선명함 사이를 조절</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>PSNR and SSIM on luma, as benchmarks have it</source>
        <translation>벤치마크 방식에 따라 휘도에서 구한 PSNR과 SSIM</translation>
    </message>
    <message>
        <source>With</source>
        <translation>비교 대상</translation>
    </message>
</context>
<context>
    <name>CompareMenu</name>
    <message>
        <source>&amp;Split view</source>
        <translation>분할 보기(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Panes</source>
        <translation>화면 분할(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Lens</source>
        <translation>렌즈(&amp;L)</translation>
    </message>
    <message>
        <source>S&amp;wap field and comparison</source>
        <translation>필드와 비교 대상 맞바꾸기(&amp;W)</translation>
    </message>
    <message>
        <source>Compare with &amp;file…</source>
        <translation>파일과 비교(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Difference</source>
        <translation>차이(&amp;D)</translation>
    </message>
    <message>
        <source>Si&amp;gned difference</source>
        <translation>부호 있는 차이(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Honesty towards the photo</source>
        <translation>사진에 대한 충실도(&amp;H)</translation>
    </message>
    <message>
        <source>D&amp;isagreement of latents</source>
        <translation>잠재 코드 간 불일치(&amp;I)</translation>
    </message>
    <message>
        <source>L&amp;ess gain</source>
        <translation>게인 줄이기(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;More gain</source>
        <translation>게인 늘리기(&amp;M)</translation>
    </message>
    <message>
        <source>See the comparison while held, swap when tapped</source>
        <translation>누르는 동안 비교 대상 보기, 짧게 누르면 맞바꾸기</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Compare with a picture</source>
        <translation>이미지와 비교</translation>
    </message>
</context>
<context>
    <name>ComparisonDialog</name>
    <message>
        <source>Export comparison</source>
        <translation>비교 내보내기</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>What is compared; figures are against the first</source>
        <translation>비교할 모델. 수치는 첫 번째를 기준으로 함</translation>
    </message>
    <message>
        <source>The part of the picture that is compared</source>
        <translation>비교할 이미지 영역</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Pixels on the page for each of the picture&apos;s</source>
        <translation>이미지의 픽셀 하나가 페이지에서 차지하는 픽셀 수</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>A page to compare on, or a sheet to print or to put into a paper</source>
        <translation>비교용 웹 페이지, 또는 인쇄하거나 논문에 넣을 시트</translation>
    </message>
    <message>
        <source>Page for the browser (HTML)</source>
        <translation>웹 페이지(HTML)</translation>
    </message>
    <message>
        <source>Sheet with vector text (PDF)</source>
        <translation>벡터 글꼴 시트(PDF)</translation>
    </message>
    <message>
        <source>Sheet (PNG)</source>
        <translation>시트(PNG)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Choose two models or more.</source>
        <translation>모델을 둘 이상 선택하십시오.</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels are too many for a page.</source>
        <translation>{0:,} × {1:,}픽셀은 한 페이지에 담기에 너무 큽니다.</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels each, in one file for any browser</source>
        <translation>각각 {0:,} × {1:,}픽셀, 모든 브라우저에서 열리는 파일 하나</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels each, side by side with names, figures and a scale bar</source>
        <translation>각각 {0:,} × {1:,}픽셀, 이름·수치·축척 막대와 함께 나란히 배치</translation>
    </message>
</context>
<context>
    <name>ContestDialog</name>
    <message>
        <source>Reference contest: {0}</source>
        <translation>재구성 대결: {0}</translation>
    </message>
    <message>
        <source>The part of the picture that is shrunk and rebuilt</source>
        <translation>축소했다가 재구성할 이미지 영역</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Shrink by</source>
        <translation>축소 배율</translation>
    </message>
    <message>
        <source>How many times smaller the picture is made, by antialiased bicubic as in the benchmarks</source>
        <translation>벤치마크처럼 안티앨리어싱된 쌍삼차(bicubic)로 이미지를 몇 배 줄일지</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Who is to rebuild it; Space checks and unchecks</source>
        <translation>재구성에 참여할 방법. 스페이스 키로 선택/해제</translation>
    </message>
    <message>
        <source>Shrink by {0:g}</source>
        <translation>{0:g}배 축소</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Rebuild</source>
        <translation>재구성</translation>
    </message>
    <message>
        <source>Let every method that is checked rebuild the picture</source>
        <translation>선택한 모든 방법으로 이미지를 재구성</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End it at once; what is finished stays</source>
        <translation>즉시 중단. 끝난 결과는 남음</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Who wins where appears here.</source>
        <translation>구역별 승자가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Who wins where</source>
        <translation>구역별 승자</translation>
    </message>
    <message>
        <source>The photo in the colours of the table: who is nearest to it; grey where another is as near</source>
        <translation>사진에 가장 가까운 방법을 표의 색으로 표시. 비슷한 방법이 또 있으면 회색</translation>
    </message>
    <message>
        <source>Beside the photo</source>
        <translation>사진 옆에 놓기</translation>
    </message>
    <message>
        <source>Map over the photo</source>
        <translation>사진 위에 지도</translation>
    </message>
    <message>
        <source>The rows that are chosen, up to three, in panes beside the photo; the best if none is</source>
        <translation>선택한 행(최대 3개)을 사진 옆에 나란히 표시. 선택이 없으면 가장 좋은 결과</translation>
    </message>
    <message>
        <source>Blended over the photo in the window, to be zoomed into</source>
        <translation>창의 사진 위에 겹쳐 표시하여 확대해 볼 수 있음</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Table, pictures and map as one page for any browser</source>
        <translation>표, 이미지, 지도를 모든 브라우저에서 열리는 한 페이지로 저장</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>명령으로 복사</translation>
    </message>
    <message>
        <source>The command line that does the same, into the clipboard</source>
        <translation>같은 작업을 하는 명령줄을 클립보드에 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels, rebuilt from {2:,} × {3:,}</source>
        <translation>{2:,} × {3:,}에서 재구성한 {0:,} × {1:,}픽셀</translation>
    </message>
    <message>
        <source>Check a method or more.</source>
        <translation>방법을 하나 이상 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>ContestPrice</name>
    <message>
        <source>What it will take</source>
        <translation>예상 시간과 크기</translation>
    </message>
    <message>
        <source>Timing the methods…</source>
        <translation>방법별 시간을 재는 중…</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>1초</translation>
    </message>
    <message>
        <source>About {0} on {1}</source>
        <translation>{1}에서 약 {0}</translation>
    </message>
</context>
<context>
    <name>ContestTable</name>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>시간(초)</translation>
    </message>
    <message>
        <source>Wins</source>
        <translation>승률</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Luma, as benchmarks have it; wins: the share of regions in which it is the nearest</source>
        <translation>벤치마크 방식의 휘도 기준. 승률: 원본에 가장 가까운 구역의 비율</translation>
    </message>
</context>
<context>
    <name>Contesting</name>
    <message>
        <source>&amp;Reference contest…</source>
        <translation>재구성 대결(&amp;R)…</translation>
    </message>
    <message>
        <source>Shrink the photo, let every method rebuild it, and see who is nearest where</source>
        <translation>사진을 줄인 뒤 모든 방법으로 재구성하여 어느 방법이 어디에서 원본에 가장 가까운지 확인</translation>
    </message>
    <message>
        <source>{0} from ÷{1:g}</source>
        <translation>{0}(÷{1:g}에서)</translation>
    </message>
    <message>
        <source>Who wins where</source>
        <translation>구역별 승자</translation>
    </message>
    <message>
        <source>Save the contest</source>
        <translation>대결 결과 저장</translation>
    </message>
    <message>
        <source>{0} is written: table, pictures and who wins where</source>
        <translation>{0} 저장 완료: 표, 이미지, 구역별 승자</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Copied {0} × {1} pixels</source>
        <translation>{0} × {1}픽셀을 복사했습니다</translation>
    </message>
</context>
<context>
    <name>DegradationBox</name>
    <message>
        <source>Degradation</source>
        <translation>열화</translation>
    </message>
    <message>
        <source>How blurred the picture is, approximately</source>
        <translation>이미지가 흐린 정도(근삿값)</translation>
    </message>
    <message>
        <source>Approximate: told from the network&apos;s representation, in pixels of this picture.</source>
        <translation>네트워크의 표현에서 추정한 근삿값이며, 단위는 이 이미지의 픽셀입니다.</translation>
    </message>
    <message>
        <source>Told from the whole picture</source>
        <translation>전체 이미지에서 추정</translation>
    </message>
    <message>
        <source>Told from what is visible</source>
        <translation>보이는 영역에서 추정</translation>
    </message>
    <message>
        <source>What the degradation is told from</source>
        <translation>열화를 추정할 영역</translation>
    </message>
    <message>
        <source>Where the network looks for how the picture was degraded, before it mends any of it</source>
        <translation>복원에 앞서 네트워크가 이미지의 열화 방식을 살펴볼 곳</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>다시 추정</translation>
    </message>
    <message>
        <source>Tell it from what is visible now</source>
        <translation>지금 보이는 영역에서 추정</translation>
    </message>
    <message>
        <source>Looking how it was blurred…</source>
        <translation>흐려진 정도를 추정하는 중…</translation>
    </message>
    <message>
        <source>About as sharp as a picture that was shrunk without any blur</source>
        <translation>흐림 없이 축소한 이미지만큼 선명한 편입니다</translation>
    </message>
    <message>
        <source>Blurred about as much as by σ {0:.1f} px, or more</source>
        <translation>σ {0:.1f} px 이상으로 흐립니다</translation>
    </message>
    <message>
        <source>Blurred about as much as by σ {0:.1f} px</source>
        <translation>σ {0:.1f} px 정도로 흐립니다</translation>
    </message>
</context>
<context>
    <name>DegradeDialog</name>
    <message>
        <source>Simulate degradation</source>
        <translation>열화 시뮬레이션</translation>
    </message>
    <message>
        <source>How many pixels of the picture become one along each side</source>
        <translation>가로세로 몇 픽셀을 한 픽셀로 줄일지</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>없음</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Standard deviation, in pixels of the picture as it is</source>
        <translation>표준편차(현재 이미지의 픽셀 단위)</translation>
    </message>
    <message>
        <source>The same in all directions</source>
        <translation>모든 방향으로 같게</translation>
    </message>
    <message>
        <source>Otherwise the blur is longer along one axis than across it</source>
        <translation>해제하면 한 축 방향으로 더 길게 흐려짐</translation>
    </message>
    <message>
        <source>Standard deviation across the blur&apos;s axis</source>
        <translation>흐림 축에 수직인 방향의 표준편차</translation>
    </message>
    <message>
        <source>Between the rows and the blur&apos;s axis</source>
        <translation>가로 방향과 흐림 축 사이의 각도</translation>
    </message>
    <message>
        <source>Standard deviation, of 255</source>
        <translation>표준편차(255 기준)</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>가로지르는 방향</translation>
    </message>
    <message>
        <source>Angle</source>
        <translation>각도</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>노이즈</translation>
    </message>
    <message>
        <source>The middle of the view, degraded</source>
        <translation>화면 가운데에 열화를 적용한 모습</translation>
    </message>
    <message>
        <source>Degrade</source>
        <translation>열화 적용</translation>
    </message>
    <message>
        <source>The result opens as a picture; each field is then measured against the one there is now.</source>
        <translation>결과는 새 이미지로 열리며, 각 필드를 지금의 이미지와 비교해 측정합니다.</translation>
    </message>
</context>
<context>
    <name>DisplayPanel</name>
    <message>
        <source>Source</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Field in view</source>
        <translation>보이는 필드</translation>
    </message>
    <message>
        <source>RGB</source>
        <translation>RGB</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>모든 채널</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>Red alone</source>
        <translation>빨강만</translation>
    </message>
    <message>
        <source>G</source>
        <translation>G</translation>
    </message>
    <message>
        <source>Green alone</source>
        <translation>초록만</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Blue alone</source>
        <translation>파랑만</translation>
    </message>
    <message>
        <source>Luma</source>
        <translation>휘도</translation>
    </message>
    <message>
        <source>Luma alone</source>
        <translation>휘도만</translation>
    </message>
    <message>
        <source>Exposure, in stops</source>
        <translation>노출(스톱 단위)</translation>
    </message>
    <message>
        <source>Gamma: above 1 dark parts are lifted</source>
        <translation>감마: 1보다 크면 어두운 부분이 밝아짐</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>감마</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>원래대로</translation>
    </message>
    <message>
        <source>All channels, no exposure, no gamma</source>
        <translation>모든 채널, 노출·감마 보정 없음</translation>
    </message>
</context>
<context>
    <name>Displaying</name>
    <message>
        <source>Histogram and display</source>
        <translation>히스토그램과 표시</translation>
    </message>
    <message>
        <source>Histogram and displa&amp;y</source>
        <translation>히스토그램과 표시(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Exposure and channels</source>
        <translation>노출과 채널(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Lighter by half a stop</source>
        <translation>반 스톱 밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Darker by half a stop</source>
        <translation>반 스톱 어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>Next &amp;channel alone</source>
        <translation>다음 채널만 보기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;As it is</source>
        <translation>원래대로(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Docks</name>
    <message>
        <source>Panel</source>
        <translation>패널</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Filmstrip</source>
        <translation>필름 스트립</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>작업 목록</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>The file itself</source>
        <translation>파일 그대로</translation>
    </message>
    <message>
        <source>What the run had made on its way.</source>
        <translation>작업 도중에 만들어진 결과입니다.</translation>
    </message>
    <message>
        <source>File &gt; Save field… keeps it.</source>
        <translation>파일 &gt; 필드 저장…으로 남길 수 있습니다.</translation>
    </message>
    <message>
        <source>True pixels</source>
        <translation>실제 픽셀</translation>
    </message>
    <message>
        <source>, crisp</source>
        <translation>, 선명</translation>
    </message>
</context>
<context>
    <name>DownloadBar</name>
    <message>
        <source>Download</source>
        <translation>다운로드</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End the download; the picture that is open stays</source>
        <translation>다운로드 중단. 열려 있는 이미지는 그대로 둠</translation>
    </message>
    <message>
        <source>Downloading {0} from {1}</source>
        <translation>{1}에서 {0} 다운로드 중</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>Dropping</name>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
</context>
<context>
    <name>Estimate</name>
    <message>
        <source>It could not be tried.</source>
        <translation>시험 실행을 하지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>Explorer</name>
    <message>
        <source>Explore degradations</source>
        <translation>열화 탐색</translation>
    </message>
    <message>
        <source>The network whose representations are shown</source>
        <translation>표현을 표시할 네트워크</translation>
    </message>
    <message>
        <source>Without the contrastive stage</source>
        <translation>대조 학습 단계 없음</translation>
    </message>
    <message>
        <source>How patches of the sample photos are degraded</source>
        <translation>샘플 사진의 패치에 적용할 열화 방식</translation>
    </message>
    <message>
        <source>Blur, the same in all directions</source>
        <translation>등방성 흐림</translation>
    </message>
    <message>
        <source>Blur in any direction</source>
        <translation>임의 방향 흐림</translation>
    </message>
    <message>
        <source>Blur and noise</source>
        <translation>흐림과 노이즈</translation>
    </message>
    <message>
        <source>How representations are laid out in two dimensions</source>
        <translation>표현을 2차원에 배치하는 방법</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>What the colours of the points mean</source>
        <translation>점의 색이 나타내는 값</translation>
    </message>
    <message>
        <source>Blur σ</source>
        <translation>흐림 σ</translation>
    </message>
    <message>
        <source>Anisotropy</source>
        <translation>비등방성</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>노이즈</translation>
    </message>
    <message>
        <source>Beside it: without the contrastive stage</source>
        <translation>나란히: 대조 학습 단계를 거치지 않은 경우</translation>
    </message>
    <message>
        <source>The same encoder as it was before it learnt by contrast, asked of the same patches</source>
        <translation>대조 학습 전의 같은 인코더로 같은 패치를 분석한 결과</translation>
    </message>
    <message>
        <source>There is no blind network yet: Train &gt; Train blind network… makes one.</source>
        <translation>블라인드 네트워크가 아직 없습니다. 학습 &gt; 블라인드 네트워크 학습…에서 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>patches of the open picture</source>
        <translation>열린 이미지의 패치</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Degraded by</source>
        <translation>열화 방식</translation>
    </message>
    <message>
        <source>Laid out by</source>
        <translation>배치 방법</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>색상 기준</translation>
    </message>
    <message>
        <source>Looking at patches…</source>
        <translation>패치 분석 중…</translation>
    </message>
    <message>
        <source>Standard deviation of the blur, in pixels of a patch</source>
        <translation>흐림의 표준편차(패치의 픽셀 단위)</translation>
    </message>
    <message>
        <source>The blur&apos;s length along its longer axis by that across</source>
        <translation>흐림의 긴 축과 짧은 축의 길이 비</translation>
    </message>
    <message>
        <source>Standard deviation of the noise, of 255</source>
        <translation>노이즈의 표준편차(255 기준)</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>{0} was cancelled; nothing of it is left.</source>
        <translation>{0} 내보내기를 취소했습니다. 남은 파일은 없습니다.</translation>
    </message>
</context>
<context>
    <name>ExportBar</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End this export at once; nothing of its file is left</source>
        <translation>내보내기를 즉시 중단하고 파일을 남기지 않음</translation>
    </message>
    <message>
        <source>Dismiss this line</source>
        <translation>이 줄 닫기</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source> ({0} more)</source>
        <translation> (대기 {0}개)</translation>
    </message>
    <message>
        <source>Exporting {0}{1}</source>
        <translation>{0} 내보내는 중{1}</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>{0} 남음</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>What it will take</source>
        <translation>예상 시간과 크기</translation>
    </message>
    <message>
        <source>The part of the picture that is written</source>
        <translation>저장할 이미지 영역</translation>
    </message>
    <message>
        <source>The field it is rendered from, as it is looked at</source>
        <translation>지금 보이는 방식대로 렌더링할 필드</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>지정 안 함</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Pixels an inch</source>
        <translation>인치당 픽셀 수</translation>
    </message>
    <message>
        <source>Pixels an inch, which printing programs go by</source>
        <translation>인쇄 프로그램이 참고하는 인치당 픽셀 수</translation>
    </message>
    <message>
        <source>Keep profile, EXIF and what it is a view of</source>
        <translation>프로파일, EXIF, 화면 위치 정보 유지</translation>
    </message>
    <message>
        <source>Colours are sRGB and upright; the old thumbnail is left out</source>
        <translation>색상은 sRGB, 방향은 바로 세워 저장하며 이전 썸네일은 제외</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>해상도</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Where it is written to; its ending says the format</source>
        <translation>저장할 위치. 확장자로 형식이 정해짐</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Choose a folder and a name</source>
        <translation>폴더와 이름 선택</translation>
    </message>
    <message>
        <source>Name a file.</source>
        <translation>파일 이름을 입력하십시오.</translation>
    </message>
    <message>
        <source>That is the picture itself.</source>
        <translation>원본 이미지 파일 자신입니다.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 선택하십시오.</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels, {2:.3g} megapixels</source>
        <translation>{0:,} × {1:,}픽셀, {2:.3g}메가픽셀</translation>
    </message>
    <message>
        <source>There is such a file already: it will be replaced.</source>
        <translation>같은 이름의 파일이 이미 있습니다. 새 파일로 바뀝니다.</translation>
    </message>
    <message>
        <source>Timing a few tiles…</source>
        <translation>타일 몇 개로 시간 측정 중…</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 위치</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>1초</translation>
    </message>
    <message>
        <source>About {time} on {device}, {size}</source>
        <translation>{device}에서 약 {time}, {size}</translation>
    </message>
</context>
<context>
    <name>ExportFoot</name>
    <message>
        <source>Copy as command</source>
        <translation>명령으로 복사</translation>
    </message>
    <message>
        <source>The command line that does the same, into the clipboard</source>
        <translation>같은 작업을 하는 명령줄을 클립보드에 복사</translation>
    </message>
    <message>
        <source>The command is in the clipboard.</source>
        <translation>명령을 클립보드에 복사했습니다.</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Save the view as a picture</source>
        <translation>현재 화면을 이미지로 저장</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>비교 저장</translation>
    </message>
    <message>
        <source>{0:,} × {1:,} pixels at ×{2:g}; figures on luma, against {3}.</source>
        <translation>×{2:g}, {0:,} × {1:,} 픽셀. 수치는 {3} 대비 휘도 기준입니다.</translation>
    </message>
    <message>
        <source>{0} is written: {1} pictures of {2:,} × {3:,} pixels</source>
        <translation>{0} 저장 완료: {2:,} × {3:,}픽셀 이미지 {1}개</translation>
    </message>
    <message>
        <source>{0} is written: {1:,} × {2:,} pixels, {3}</source>
        <translation>{0} 저장 완료: {1:,} × {2:,}픽셀, {3}</translation>
    </message>
    <message>
        <source>this CPU</source>
        <translation>이 CPU</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>파일 크기</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>수정한 날짜</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상 형식</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Colour profile</source>
        <translation>색상 프로파일</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>렌즈</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>촬영 날짜</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>노출</translation>
    </message>
    <message>
        <source>Aperture</source>
        <translation>조리개</translation>
    </message>
    <message>
        <source>ISO</source>
        <translation>ISO</translation>
    </message>
    <message>
        <source>Focal length</source>
        <translation>초점 거리</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>소프트웨어</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>작성자</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>저작권</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>설명</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>장소</translation>
    </message>
    <message>
        <source>black and white</source>
        <translation>흑백</translation>
    </message>
    <message>
        <source>8-bit grey</source>
        <translation>8비트 회색조</translation>
    </message>
    <message>
        <source>8-bit grey with transparency</source>
        <translation>8비트 회색조(투명도 포함)</translation>
    </message>
    <message>
        <source>palette</source>
        <translation>팔레트</translation>
    </message>
    <message>
        <source>8-bit colour</source>
        <translation>8비트 컬러</translation>
    </message>
    <message>
        <source>8-bit colour with transparency</source>
        <translation>8비트 컬러(투명도 포함)</translation>
    </message>
    <message>
        <source>8-bit CMYK</source>
        <translation>8비트 CMYK</translation>
    </message>
    <message>
        <source>16-bit grey</source>
        <translation>16비트 회색조</translation>
    </message>
    <message>
        <source>32-bit grey</source>
        <translation>32비트 회색조</translation>
    </message>
    <message>
        <source>floating point grey</source>
        <translation>부동소수점 회색조</translation>
    </message>
    <message>
        <source>16-bit grey with transparency</source>
        <translation>16비트 회색조(투명도 포함)</translation>
    </message>
    <message>
        <source>16-bit colour</source>
        <translation>16비트 컬러</translation>
    </message>
    <message>
        <source>16-bit colour with transparency</source>
        <translation>16비트 컬러(투명도 포함)</translation>
    </message>
    <message>
        <source>16-bit CMYK</source>
        <translation>16비트 CMYK</translation>
    </message>
    <message>
        <source>floating-point grey with transparency</source>
        <translation>부동소수점 회색조(투명도 포함)</translation>
    </message>
    <message>
        <source>floating-point colour</source>
        <translation>부동소수점 컬러</translation>
    </message>
    <message>
        <source>floating-point colour with transparency</source>
        <translation>부동소수점 컬러(투명도 포함)</translation>
    </message>
</context>
<context>
    <name>FeatureChooser</name>
    <message>
        <source>Choose a file: VGG-16, or of srview train features</source>
        <translation>파일 선택: VGG-16 또는 srview train features의 결과</translation>
    </message>
    <message>
        <source>Choose a feature network&apos;s file</source>
        <translation>특징 네트워크 파일 선택</translation>
    </message>
    <message>
        <source>Choose a feature network</source>
        <translation>특징 네트워크 선택</translation>
    </message>
</context>
<context>
    <name>FeatureNote</name>
    <message>
        <source>What the feature network means for the result</source>
        <translation>특징 네트워크가 결과에 미치는 영향</translation>
    </message>
    <message>
        <source>Download its weights into torch&apos;s cache, where other programs find them, too</source>
        <translation>가중치를 다른 프로그램도 함께 쓰는 torch 캐시에 다운로드</translation>
    </message>
    <message>
        <source>Get VGG-16 ({0:.0f} MB)…</source>
        <translation>VGG-16 받기({0:.0f} MB)…</translation>
    </message>
    <message>
        <source>Connecting… (stop)</source>
        <translation>연결 중… (중지)</translation>
    </message>
    <message>
        <source>{0:.0f} of {1:.0f} MB (stop)</source>
        <translation>{0:.0f} / {1:.0f} MB (중지)</translation>
    </message>
</context>
<context>
    <name>FeaturesDialog</name>
    <message>
        <source>Train feature network</source>
        <translation>특징 네트워크 학습</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>학습 시작</translation>
    </message>
    <message>
        <source>What it learns compares pictures: other trainings take its last.safetensors as their feature network.</source>
        <translation>학습한 특징으로 이미지를 비교합니다. 다른 학습에서 last.safetensors를 특징 네트워크로 쓸 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>FieldSaver</name>
    <message>
        <source>Save the picture</source>
        <translation>이미지 저장</translation>
    </message>
    <message>
        <source>Save the field</source>
        <translation>필드 저장</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>in view</source>
        <translation>보이는 영역</translation>
    </message>
    <message>
        <source>of the selection</source>
        <translation>선택 영역</translation>
    </message>
    <message>
        <source>Against {0}, {1}: {2}</source>
        <translation>{0} 대비, {1}: {2}</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>{0:.2f} dB</source>
        <translation>{0:.2f} dB</translation>
    </message>
    <message>
        <source>{0}, SSIM {1:.4f}</source>
        <translation>{0}, SSIM {1:.4f}</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Name of the file</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>{0} is in the trash; File &gt; Bring back from the trash has it again.</source>
        <translation>{0}: 휴지통으로 옮겼습니다. 파일 &gt; 휴지통에서 되돌리기로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>{0} is back.</source>
        <translation>{0}: 되돌렸습니다.</translation>
    </message>
</context>
<context>
    <name>FilmDialog</name>
    <message>
        <source>Export film</source>
        <translation>동영상 내보내기</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>The view it begins with; View &gt; Add bookmark offers others</source>
        <translation>시작할 화면. 보기 &gt; 책갈피 추가로 다른 화면을 추가</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>The view it ends with</source>
        <translation>끝낼 화면</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>What is filmed, as it is looked at</source>
        <translation>지금 보이는 방식대로 동영상에 담을 필드</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>MP4 plays everywhere; WebP and GIF move in pages</source>
        <translation>MP4는 어디서나 재생되고, WebP와 GIF는 웹 페이지에서 움직임</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>How long it is</source>
        <translation>동영상의 길이</translation>
    </message>
    <message>
        <source> fps</source>
        <translation> fps</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>초당 프레임 수</translation>
    </message>
    <message>
        <source>Slow at both ends</source>
        <translation>양 끝에서 느리게</translation>
    </message>
    <message>
        <source>It speeds up at first and slows down at last; otherwise it goes at one speed</source>
        <translation>처음에 빨라지고 끝에 느려짐. 해제하면 일정한 속도</translation>
    </message>
    <message>
        <source>What it will take</source>
        <translation>예상 시간과 크기</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Of a frame; all that is seen of both views is in it</source>
        <translation>프레임의 크기. 두 화면에 보이는 내용이 모두 들어감</translation>
    </message>
    <message>
        <source>It goes nowhere: choose two views. View &gt; Add bookmark offers what is seen.</source>
        <translation>시작과 끝이 같습니다. 서로 다른 두 화면을 선택하십시오. 보기 &gt; 책갈피 추가로 현재 화면을 추가할 수 있습니다.</translation>
    </message>
    <message>
        <source>{0:,} frames of {1:,} × {2:,} pixels</source>
        <translation>{1:,} × {2:,}픽셀 프레임 {0:,}개</translation>
    </message>
    <message>
        <source>Timing a few frames…</source>
        <translation>프레임 몇 개로 시간 측정 중…</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>1초</translation>
    </message>
    <message>
        <source>About {0} on {1}</source>
        <translation>{1}에서 약 {0}</translation>
    </message>
</context>
<context>
    <name>Filming</name>
    <message>
        <source>The whole picture</source>
        <translation>전체 이미지</translation>
    </message>
    <message>
        <source>What is seen now</source>
        <translation>현재 화면</translation>
    </message>
    <message>
        <source>Save the film</source>
        <translation>동영상 저장</translation>
    </message>
    <message>
        <source>{0} is written: {1:,} frames of {2:,} × {3:,} pixels, {4}, {5}</source>
        <translation>{0} 저장 완료: {2:,} × {3:,}픽셀 프레임 {1:,}개, {4}, {5}</translation>
    </message>
</context>
<context>
    <name>Filmstrip</name>
    <message>
        <source>Pictures in the folder</source>
        <translation>폴더의 이미지</translation>
    </message>
</context>
<context>
    <name>FitDialog</name>
    <message>
        <source>Fit SIREN</source>
        <translation>SIREN 맞춤</translation>
    </message>
    <message>
        <source>Start fitting</source>
        <translation>맞춤 시작</translation>
    </message>
    <message>
        <source>{0}, SIREN</source>
        <translation>{0}, SIREN</translation>
    </message>
    <message>
        <source>So high a PSNR takes long, and more neurons; the fit ends with its steps if it is not reached.</source>
        <translation>PSNR이 이렇게 높으면 오래 걸리고 뉴런도 더 필요합니다. 도달하지 못하면 정해진 스텝에서 끝납니다.</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Export folder</source>
        <translation>폴더 내보내기</translation>
    </message>
    <message>
        <source>What it will take</source>
        <translation>예상 시간과 크기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Looking at the pictures…</source>
        <translation>이미지를 살펴보는 중…</translation>
    </message>
    <message>
        <source>{0:,} to be made</source>
        <translation>{0:,}장을 만들 예정</translation>
    </message>
    <message>
        <source>{0:,} finished already (skipped)</source>
        <translation>{0:,}장은 이미 완료(건너뜀)</translation>
    </message>
    <message>
        <source>{0:,} with another file in the way (left alone)</source>
        <translation>{0:,}장은 다른 파일이 있음(그대로 둠)</translation>
    </message>
    <message>
        <source>{0:,} that cannot be exported</source>
        <translation>{0:,}장은 내보낼 수 없음</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>이미지 1장</translation>
    </message>
    <message>
        <source>{0:,} pictures</source>
        <translation>이미지 {0:,}장</translation>
    </message>
    <message>
        <source>Timing one of them…</source>
        <translation>그중 하나의 시간을 재는 중…</translation>
    </message>
    <message>
        <source>a second</source>
        <translation>1초</translation>
    </message>
    <message>
        <source>About {time} on {device}, {size}</source>
        <translation>{device}에서 약 {time}, {size}</translation>
    </message>
    <message>
        <source>Other files are in the way: choose to replace them, or another folder.</source>
        <translation>다른 파일이 이미 있습니다. 바꾸도록 선택하거나 다른 폴더를 고르십시오.</translation>
    </message>
    <message>
        <source>What can be exported is finished already.</source>
        <translation>내보낼 수 있는 이미지는 이미 모두 완료되었습니다.</translation>
    </message>
</context>
<context>
    <name>FolderExporting</name>
    <message>
        <source>{0}; Export folder… says why</source>
        <translation>{0}. 이유는 폴더 내보내기…에 있음</translation>
    </message>
    <message>
        <source>Exporting into {0}</source>
        <translation>{0}(으)로 내보내는 중</translation>
    </message>
    <message>
        <source>{0}: {1:,} written</source>
        <translation>{0}: {1:,}장 저장</translation>
    </message>
    <message>
        <source>{0:,} finished before</source>
        <translation>{0:,}장은 이전에 완료</translation>
    </message>
    <message>
        <source>{0:,} not exported</source>
        <translation>{0:,}장은 내보내지 못함</translation>
    </message>
    <message>
        <source>then cancelled; asked for again, it goes on there</source>
        <translation>이후 취소됨. 다시 시작하면 이어서 진행</translation>
    </message>
    <message>
        <source>{0} Choose to replace files, or another folder.</source>
        <translation>{0} 파일을 바꾸도록 선택하거나 다른 폴더를 고르십시오.</translation>
    </message>
</context>
<context>
    <name>FolderList</name>
    <message>
        <source>no image</source>
        <translation>이미지 없음</translation>
    </message>
    <message>
        <source>1 image</source>
        <translation>이미지 1개</translation>
    </message>
    <message>
        <source>{0:,} images</source>
        <translation>이미지 {0:,}개</translation>
    </message>
    <message>
        <source>from {0:,} px</source>
        <translation>{0:,} px부터</translation>
    </message>
    <message>
        <source>{0} cannot be read</source>
        <translation>{0}개를 읽을 수 없음</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>폴더 목록</translation>
    </message>
    <message>
        <source>Drop folders of photos here</source>
        <translation>사진 폴더를 여기에 끌어다 놓으십시오</translation>
    </message>
    <message>
        <source>Drop folders or pictures here</source>
        <translation>여기에 폴더나 이미지를 놓으십시오</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation>이미지 폴더 추가</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Take the chosen folders off the list</source>
        <translation>선택한 폴더를 목록에서 제거</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>이미지 추가…</translation>
    </message>
    <message>
        <source>Add single pictures</source>
        <translation>이미지를 하나씩 추가</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>폴더 추가…</translation>
    </message>
    <message>
        <source>looking into it…</source>
        <translation>살펴보는 중…</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Add pictures</source>
        <translation>이미지 추가</translation>
    </message>
</context>
<context>
    <name>FolderQuestions</name>
    <message>
        <source>What there is to do</source>
        <translation>할 일</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>What the pictures are seen through</source>
        <translation>이미지를 볼 때 쓰는 필드</translation>
    </message>
    <message>
        <source>Keep profile, EXIF and what it is a view of</source>
        <translation>프로파일, EXIF, 화면 위치 정보 유지</translation>
    </message>
    <message>
        <source>Colours are sRGB and upright; the old thumbnail is left out</source>
        <translation>색상은 sRGB, 방향은 바로 세워 저장하며 이전 썸네일은 제외</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Where the files are written to; it is made if it is not there</source>
        <translation>파일을 저장할 폴더. 없으면 새로 만듦</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>찾아보기…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 선택</translation>
    </message>
    <message>
        <source>Replace files that are in the way</source>
        <translation>이미 있는 다른 파일 바꾸기</translation>
    </message>
    <message>
        <source>Otherwise they are left alone; what is finished is skipped either way</source>
        <translation>선택하지 않으면 그대로 둠. 완료된 것은 항상 건너뜀</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>저장 위치</translation>
    </message>
    <message>
        <source>Add a folder of pictures, or drop one here.</source>
        <translation>이미지 폴더를 추가하거나 여기에 놓으십시오.</translation>
    </message>
    <message>
        <source>Name a folder for the files.</source>
        <translation>파일을 저장할 폴더를 입력하십시오.</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>내보낼 위치</translation>
    </message>
</context>
<context>
    <name>FolderWork</name>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>What could not be exported</source>
        <translation>내보내지 못한 이미지</translation>
    </message>
    <message>
        <source>Pictures that cannot be exported are listed here, with the reason.</source>
        <translation>내보낼 수 없는 이미지가 이유와 함께 여기에 나열됩니다.</translation>
    </message>
    <message>
        <source>Copy list</source>
        <translation>목록 복사</translation>
    </message>
    <message>
        <source>Copy what could not be exported, and why, as text</source>
        <translation>내보내지 못한 이미지와 이유를 텍스트로 복사</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Show the files in the desktop&apos;s own window</source>
        <translation>데스크톱의 파일 창에서 보기</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Export again, or something else</source>
        <translation>다시 내보내거나 다른 것을 내보내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>End it at once; what is finished stays</source>
        <translation>즉시 중단. 끝난 결과는 남음</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>It goes on; the line below the picture tells how far it is</source>
        <translation>계속 진행되며 이미지 아래 줄에 진행 상황이 표시됨</translation>
    </message>
    <message>
        <source>Waiting for its turn…</source>
        <translation>차례를 기다리는 중…</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>{0} 남음</translation>
    </message>
    <message>
        <source>Close this window</source>
        <translation>이 창 닫기</translation>
    </message>
</context>
<context>
    <name>FormatChooser</name>
    <message>
        <source>The kind of file</source>
        <translation>파일 형식</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Bits a channel: 16 keep more steps than a screen shows</source>
        <translation>채널당 비트 수. 16비트는 화면에 보이는 것보다 더 많은 단계를 보존</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>비트 심도</translation>
    </message>
    <message>
        <source>{0} bits</source>
        <translation>{0}비트</translation>
    </message>
    <message>
        <source>quality </source>
        <translation>품질 </translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>From 1, the smallest file, to 100</source>
        <translation>1(가장 작은 파일)부터 100까지</translation>
    </message>
    <message>
        <source>lossless</source>
        <translation>무손실</translation>
    </message>
</context>
<context>
    <name>GainSlider</name>
    <message>
        <source>Gain</source>
        <translation>게인</translation>
    </message>
    <message>
        <source>How strongly the colours show it</source>
        <translation>차이를 색으로 강조하는 정도</translation>
    </message>
</context>
<context>
    <name>Helping</name>
    <message>
        <source>&amp;Keys and wheel</source>
        <translation>단축키와 휠(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Methods</source>
        <translation>방법 설명(&amp;M)</translation>
    </message>
    <message>
        <source>M&amp;essages</source>
        <translation>메시지(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;About srview</source>
        <translation>srview 정보(&amp;A)</translation>
    </message>
</context>
<context>
    <name>HistogramView</name>
    <message>
        <source>{0}: {1} of all values are the darkest, {2} the lightest</source>
        <translation>{0}: 가장 어두운 값 {1}, 가장 밝은 값 {2}</translation>
    </message>
</context>
<context>
    <name>InfoPanel</name>
    <message>
        <source>Facts about the file</source>
        <translation>파일 정보</translation>
    </message>
    <message>
        <source>No file is open.</source>
        <translation>열린 파일이 없습니다.</translation>
    </message>
    <message>
        <source>This picture has no file.</source>
        <translation>파일이 없는 이미지입니다.</translation>
    </message>
</context>
<context>
    <name>JobDialog</name>
    <message>
        <source>What the run is called in the list and among the models</source>
        <translation>목록과 모델에 표시할 작업 이름</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>What is not right yet</source>
        <translation>아직 바로잡아야 할 사항</translation>
    </message>
    <message>
        <source>Estimate time</source>
        <translation>시간 예측</translation>
    </message>
    <message>
        <source>Try some steps, for three seconds</source>
        <translation>3초 동안 몇 스텝을 시험 실행</translation>
    </message>
    <message>
        <source>There is a run of that name already, or it is no name for a folder.</source>
        <translation>같은 이름의 작업이 이미 있거나 폴더 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{steps:,} steps in about {time}, {rate:.3g} a second</source>
        <translation>{steps:,}스텝에 약 {time}, 초당 {rate:.3g}스텝</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>시험 실행 중…</translation>
    </message>
</context>
<context>
    <name>KeysSheet</name>
    <message>
        <source>Keys and wheel</source>
        <translation>단축키와 휠</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>마우스와 손동작</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>휠</translation>
    </message>
    <message>
        <source>zoom about the cursor, or as is set</source>
        <translation>커서를 중심으로 확대/축소, 또는 설정한 동작</translation>
    </message>
    <message>
        <source>Shift / Ctrl + wheel</source>
        <translation>Shift / Ctrl + 휠</translation>
    </message>
    <message>
        <source>zoom finely / freely</source>
        <translation>세밀하게 / 자유롭게 확대/축소</translation>
    </message>
    <message>
        <source>Drag, two fingers, arrows</source>
        <translation>끌기, 두 손가락, 화살표 키</translation>
    </message>
    <message>
        <source>move over the picture; arrows leaf while it is fitted</source>
        <translation>이미지 이동. 창에 맞춘 상태에서는 화살표 키로 이미지 넘기기</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>fit to the window and back, or as is set</source>
        <translation>창에 맞추기와 되돌리기, 또는 설정한 동작</translation>
    </message>
    <message>
        <source>Shift + drag</source>
        <translation>Shift + 끌기</translation>
    </message>
    <message>
        <source>select a part; its rim can be dragged, a click selects nothing</source>
        <translation>영역 선택. 테두리를 끌어 조절하고, 클릭하면 선택 해제</translation>
    </message>
    <message>
        <source>Alt + drag</source>
        <translation>Alt + 끌기</translation>
    </message>
    <message>
        <source>zoom to what is enclosed</source>
        <translation>둘러싼 부분으로 확대</translation>
    </message>
    <message>
        <source>Alt + wheel</source>
        <translation>Alt + 휠</translation>
    </message>
    <message>
        <source>size of the lens, or of the brush while a mask is painted</source>
        <translation>렌즈의 크기, 마스크를 그릴 때는 브러시의 크기</translation>
    </message>
    <message>
        <source>Right button, on a mask</source>
        <translation>마스크에서 오른쪽 버튼</translation>
    </message>
    <message>
        <source>take marks away</source>
        <translation>칠한 부분 지우기</translation>
    </message>
    <message>
        <source>Ctrl + drag, on a line profile</source>
        <translation>Ctrl + 끌기(선 프로파일)</translation>
    </message>
    <message>
        <source>keep the line to an axis</source>
        <translation>선을 가로나 세로로 고정</translation>
    </message>
    <message>
        <source>Side buttons</source>
        <translation>옆 버튼</translation>
    </message>
    <message>
        <source>next and previous picture</source>
        <translation>다음 이미지와 이전 이미지</translation>
    </message>
    <message>
        <source>Drop beside the divider</source>
        <translation>구분선 옆에 놓기</translation>
    </message>
    <message>
        <source>compare with that file</source>
        <translation>놓은 파일과 비교</translation>
    </message>
</context>
<context>
    <name>LearningCurve</name>
    <message>
        <source>How it learnt</source>
        <translation>학습 경과</translation>
    </message>
    <message>
        <source>The loss, on a logarithmic axis</source>
        <translation>손실(로그 축)</translation>
    </message>
    <message>
        <source>PSNR in dB</source>
        <translation>PSNR(dB)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open a picture</source>
        <translation>이미지 열기</translation>
    </message>
    <message>
        <source>Load a checkpoint</source>
        <translation>체크포인트 불러오기</translation>
    </message>
    <message>
        <source>Turning would lose the mask. Clear it first.</source>
        <translation>회전하면 마스크가 사라집니다. 먼저 마스크를 지우십시오.</translation>
    </message>
    <message>
        <source>Restore the view</source>
        <translation>그 화면으로 이동</translation>
    </message>
</context>
<context>
    <name>MaskBar</name>
    <message>
        <source>Brush</source>
        <translation>브러시</translation>
    </message>
    <message>
        <source>Paint what is to be filled in; Alt + wheel changes the size</source>
        <translation>채워 넣을 부분을 칠하기. Alt + 휠로 크기 조절</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>사각형</translation>
    </message>
    <message>
        <source>Mark a rectangle</source>
        <translation>사각형 칠하기</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>올가미</translation>
    </message>
    <message>
        <source>Mark what a line encloses</source>
        <translation>선으로 둘러싼 부분 칠하기</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>채우기</translation>
    </message>
    <message>
        <source>Mark the area that marks enclose</source>
        <translation>칠한 선으로 둘러싸인 영역 채우기</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Mark every pixel of this colour, as for text over a picture</source>
        <translation>이 색의 모든 픽셀 칠하기. 이미지 위의 글자 등에 유용</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Width of the brush, in pixels of the picture (Alt + wheel)</source>
        <translation>이미지의 픽셀 단위 브러시 너비(Alt + 휠)</translation>
    </message>
    <message>
        <source>Width of the brush</source>
        <translation>브러시 너비</translation>
    </message>
    <message>
        <source>How far a colour may be from the one that is clicked</source>
        <translation>클릭한 색과 얼마나 다른 색까지 포함할지</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>허용치</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>지우개</translation>
    </message>
    <message>
        <source>Take marks away; the right button always does</source>
        <translation>칠한 부분 지우기. 마우스 오른쪽 버튼은 항상 지움</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Take the last change back (Ctrl+Z)</source>
        <translation>마지막 변경 실행 취소(Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Make it again (Ctrl+Shift+Z)</source>
        <translation>다시 실행(Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Fill in…</source>
        <translation>채워 넣기…</translation>
    </message>
    <message>
        <source>Restore what is marked (Deep Image Prior)</source>
        <translation>칠한 부분 복원(Deep Image Prior)</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Stop painting; the mask is kept</source>
        <translation>그리기 끝내기. 마스크는 유지됨</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Mark nothing</source>
        <translation>칠한 부분 모두 지우기</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>반전</translation>
    </message>
    <message>
        <source>Mark what is not marked</source>
        <translation>칠하지 않은 부분을 칠하기</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>불러오기…</translation>
    </message>
    <message>
        <source>A mask from a file: black is filled in</source>
        <translation>파일에서 마스크 불러오기: 검은 부분을 채움</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>The mask as a file</source>
        <translation>마스크를 파일로 저장</translation>
    </message>
    <message>
        <source>How much of the picture is marked</source>
        <translation>이미지에서 칠한 비율</translation>
    </message>
    <message>
        <source>{0:.1%} marked</source>
        <translation>{0:.1%} 칠함</translation>
    </message>
    <message>
        <source>nothing marked</source>
        <translation>칠한 부분 없음</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>비교(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>학습(&amp;T)</translation>
    </message>
    <message>
        <source>Train &amp;LIIF…</source>
        <translation>LIIF 학습(&amp;L)…</translation>
    </message>
    <message>
        <source>Train &amp;blind network…</source>
        <translation>블라인드 네트워크 학습(&amp;B)…</translation>
    </message>
    <message>
        <source>Train &amp;style network…</source>
        <translation>스타일 네트워크 학습(&amp;S)…</translation>
    </message>
    <message>
        <source>Train f&amp;eature network…</source>
        <translation>특징 네트워크 학습(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Fit SIREN…</source>
        <translation>SIREN 맞춤(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>작업 목록(&amp;R)</translation>
    </message>
    <message>
        <source>Scrub &amp;through learning</source>
        <translation>학습 과정 훑어보기(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>복원(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>열기(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Samples</source>
        <translation>샘플(&amp;S)</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>최근 파일 열기(&amp;C)</translation>
    </message>
    <message>
        <source>Reopen t&amp;he one before</source>
        <translation>직전 이미지 다시 열기(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>붙여넣기(&amp;P)</translation>
    </message>
    <message>
        <source>Copy vie&amp;w</source>
        <translation>현재 화면 복사(&amp;W)</translation>
    </message>
    <message>
        <source>Copy source pi&amp;xels</source>
        <translation>원본 픽셀 복사(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>다음 이미지(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious</source>
        <translation>이전 이미지(&amp;V)</translation>
    </message>
    <message>
        <source>First</source>
        <translation>첫 이미지</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>마지막 이미지</translation>
    </message>
    <message>
        <source>So&amp;rt</source>
        <translation>정렬(&amp;R)</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름순</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>최신순</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>큰 파일순</translation>
    </message>
    <message>
        <source>Re&amp;load</source>
        <translation>새로 고침(&amp;L)</translation>
    </message>
    <message>
        <source>Ren&amp;ame…</source>
        <translation>이름 바꾸기(&amp;A)…</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>휴지통으로 이동(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bring back from the trash</source>
        <translation>휴지통에서 되돌리기(&amp;B)</translation>
    </message>
    <message>
        <source>Load chec&amp;kpoint…</source>
        <translation>체크포인트 불러오기(&amp;K)…</translation>
    </message>
    <message>
        <source>Save f&amp;ield…</source>
        <translation>필드 저장(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Save view as pict&amp;ure…</source>
        <translation>현재 화면을 이미지로 저장(&amp;U)…</translation>
    </message>
    <message>
        <source>Export co&amp;mparison…</source>
        <translation>비교 내보내기(&amp;M)…</translation>
    </message>
    <message>
        <source>Export &amp;film…</source>
        <translation>동영상 내보내기(&amp;F)…</translation>
    </message>
    <message>
        <source>Export fol&amp;der…</source>
        <translation>폴더 내보내기(&amp;D)…</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>설정(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>확대(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>축소(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Double the zoom</source>
        <translation>두 배 확대(&amp;D)</translation>
    </message>
    <message>
        <source>Hal&amp;ve the zoom</source>
        <translation>절반으로 축소(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>창에 맞추기(&amp;F)</translation>
    </message>
    <message>
        <source>Fi&amp;ll</source>
        <translation>창 채우기(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;1:1</source>
        <translation>1:1(&amp;1)</translation>
    </message>
    <message>
        <source>Zoom to &amp;selection</source>
        <translation>선택 영역으로 확대(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Crisp deep zoom</source>
        <translation>선명한 심층 확대(&amp;C)</translation>
    </message>
    <message>
        <source>Side &amp;panel</source>
        <translation>사이드 패널(&amp;P)</translation>
    </message>
    <message>
        <source>Fil&amp;mstrip</source>
        <translation>필름 스트립(&amp;M)</translation>
    </message>
    <message>
        <source>F&amp;acts about the file</source>
        <translation>파일 정보(&amp;A)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>전체 화면(&amp;U)</translation>
    </message>
    <message>
        <source>Leave what is being done</source>
        <translation>진행 중인 동작 벗어나기</translation>
    </message>
    <message>
        <source>Remove &amp;noise…</source>
        <translation>노이즈 제거(&amp;N)…</translation>
    </message>
    <message>
        <source>Remove &amp;JPEG artefacts…</source>
        <translation>JPEG 아티팩트 제거(&amp;J)…</translation>
    </message>
    <message>
        <source>&amp;Enlarge…</source>
        <translation>업스케일(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Paint mask</source>
        <translation>마스크 그리기(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Fill in what is masked…</source>
        <translation>마스크 영역 채워 넣기(&amp;F)…</translation>
    </message>
    <message>
        <source>S&amp;tylise…</source>
        <translation>스타일 변환(&amp;T)…</translation>
    </message>
    <message>
        <source>Simulate &amp;degradation…</source>
        <translation>열화 시뮬레이션(&amp;D)…</translation>
    </message>
    <message>
        <source>E&amp;xplore degradations…</source>
        <translation>열화 탐색(&amp;X)…</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>More messages wait below this one: show all there were</source>
        <translation>이 아래에 메시지가 더 있습니다: 지금까지의 메시지를 모두 봅니다</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>이 메시지 닫기</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>{0} more…</source>
        <translation>{0}개 더…</translation>
    </message>
</context>
<context>
    <name>MessagesSheet</name>
    <message>
        <source>Messages</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>What was said since this window was opened, the newest last</source>
        <translation>이 창이 열린 뒤의 메시지, 가장 새로운 것이 마지막</translation>
    </message>
    <message>
        <source>There have been no messages.</source>
        <translation>메시지가 없습니다.</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>모두 복사</translation>
    </message>
    <message>
        <source>Copy all messages as text</source>
        <translation>모든 메시지를 텍스트로 복사합니다</translation>
    </message>
</context>
<context>
    <name>Methods</name>
    <message>
        <source>Classical interpolation</source>
        <translation>고전적 보간</translation>
    </message>
    <message>
        <source>An eye at ×10: nearest pixel, bilinear, bicubic, Lanczos.</source>
        <translation>×10으로 본 눈: 최근접(nearest), 쌍선형(bilinear), 쌍삼차(bicubic), Lanczos.</translation>
    </message>
    <message>
        <source>Between the pixels of a photo there is nothing, so a viewer has to make something up. The classical ways take a weighted mean of the pixels around: of one (nearest), of 4 (bilinear), of 16 (bicubic) or of 36 (Lanczos).</source>
        <translation>사진의 픽셀 사이에는 아무것도 없으므로 뷰어가 무언가를 만들어 넣어야 합니다. 고전적인 방법은 주변 픽셀의 가중 평균을 씁니다. 최근접(nearest)은 1개, 쌍선형(bilinear)은 4개, 쌍삼차(bicubic)는 16개, Lanczos는 36개의 픽셀을 사용합니다.</translation>
    </message>
    <message>
        <source>The weights depend on distances alone, not on what is seen. That makes them quick and honest: nothing appears that was not there. It also makes edges soft, since no weights can know that there is one.</source>
        <translation>가중치는 거리에만 따르고 무엇이 보이는지는 따지지 않습니다. 그래서 빠르고 정직합니다. 없던 것이 나타나지 않습니다. 대신 경계가 어디인지 알 수 없으므로 경계가 흐릿해집니다.</translation>
    </message>
    <message>
        <source>Panel: Field, or Compare with. They are what every network is held against.</source>
        <translation>패널: 필드 또는 비교 대상. 모든 네트워크와 견주는 기준입니다.</translation>
    </message>
    <message>
        <source>LIIF: a picture as a continuous function</source>
        <translation>LIIF: 연속 함수로 나타낸 이미지</translation>
    </message>
    <message>
        <source>A face at ×6: bicubic interpolation, and LIIF (liif-edsr).</source>
        <translation>×6으로 본 얼굴: 쌍삼차(bicubic) 보간과 LIIF(liif-edsr).</translation>
    </message>
    <message>
        <source>A convolutional network, the encoder, looks at the photo once and leaves a code at each pixel: a list of numbers on what is seen there. A small second network, the decoder, is asked for any point between the pixels. It is given the nearest code, how far off the point is, and how large the pixel on the screen will be, and answers with a colour.</source>
        <translation>합성곱 네트워크인 인코더가 사진을 한 번 살펴보고 픽셀마다 코드, 곧 그곳에 보이는 것을 나타내는 숫자 목록을 남깁니다. 두 번째의 작은 네트워크인 디코더에는 픽셀 사이의 어떤 점이든 물을 수 있습니다. 디코더는 가장 가까운 코드와 그 점까지의 거리, 화면 픽셀의 크기를 받아 색으로 답합니다.</translation>
    </message>
    <message>
        <source>So there is no fixed scale: one network serves any zoom. Four codes around the point are asked and their answers blended by distance, lest there be seams. What they disagree about can be seen: Compare &gt; Disagreement of latents.</source>
        <translation>그래서 정해진 배율이 없습니다. 네트워크 하나로 어떤 배율이든 볼 수 있습니다. 이음매가 생기지 않도록 점 주위의 네 코드에 물어 그 답을 거리에 따라 섞습니다. 답이 서로 얼마나 다른지는 비교 &gt; 잠재 코드 간 불일치에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>What it adds is learnt from other photos. It is likely, not known: Compare &gt; Honesty shows where it contradicts the pixels that are known.</source>
        <translation>더해진 디테일은 다른 사진에서 배운 것입니다. 그럴듯할 뿐 확실하지는 않습니다. 이미 아는 픽셀과 어긋나는 곳은 비교 &gt; 사진에 대한 충실도에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Panel: Field (liif-edsr, liif-small). Train &gt; Train LIIF makes another.</source>
        <translation>패널: 필드(liif-edsr, liif-small). 학습 &gt; LIIF 학습에서 새로 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>Heat fields: sines that know how large a pixel is</source>
        <translation>열 필드: 픽셀의 크기를 아는 사인파</translation>
    </message>
    <message>
        <source>An eye at ×12: bicubic interpolation, and a heat field (liif-fast).</source>
        <translation>×12로 본 눈: 쌍삼차(bicubic) 보간과 열 필드(liif-fast).</translation>
    </message>
    <message>
        <source>Here the decoder does not answer for a point. It writes down, once for each pixel of the photo, how strong the waves are that the picture is made of there. A colour is then a sum of sines, which costs next to nothing, at any point.</source>
        <translation>여기서 디코더는 점 하나하나에 답하지 않습니다. 사진의 픽셀마다 한 번씩, 그곳의 이미지를 이루는 파동이 얼마나 센지를 기록합니다. 그러면 어느 점에서든 색은 사인파의 합이 되어 계산량이 거의 들지 않습니다.</translation>
    </message>
    <message>
        <source>A pixel on the screen is an area, not a point. The mean of a wave over an area is the wave, only weaker, the more the shorter it is: the same law by which heat spreads. So each zoom gets exactly the detail it can show, without flicker and without blur.</source>
        <translation>화면의 픽셀은 점이 아니라 면입니다. 파동을 면 위에서 평균하면 같은 파동이 약해진 형태가 되며, 파장이 짧을수록 더 약해집니다. 열이 퍼지는 것과 같은 법칙입니다. 그래서 어느 배율에서든 표시할 수 있는 만큼의 디테일만 깜박임이나 흐림 없이 나타납니다.</translation>
    </message>
    <message>
        <source>Panel: Field (liif-fast), the field that pictures are opened with.</source>
        <translation>패널: 필드(liif-fast). 이미지를 열 때 쓰는 기본 필드입니다.</translation>
    </message>
    <message>
        <source>SIREN: one picture as a network of sines</source>
        <translation>SIREN: 이미지 한 장을 담은 사인 네트워크</translation>
    </message>
    <message>
        <source>A SIREN of the astronaut: the field, its gradient and its Laplacian, all exact.</source>
        <translation>우주비행사 사진의 SIREN: 필드와 그 기울기, 라플라시안. 모두 정확한 값입니다.</translation>
    </message>
    <message>
        <source>A small network takes a position and gives a colour. It is trained on one picture alone, until it gives that picture&apos;s colours: then its weights are the picture, and no pixel is kept.</source>
        <translation>작은 네트워크가 위치를 받아 색을 출력합니다. 이미지 한 장만으로 그 색이 나올 때까지 학습하고 나면 가중치가 곧 이미지이며, 픽셀은 하나도 저장하지 않습니다.</translation>
    </message>
    <message>
        <source>Its layers bend with sines. The derivative of a sine is a sine again, so slopes are as exact as colours, and a picture can even be learnt from its slopes alone. Between pixels it is smooth; it has seen no other photo and invents no detail.</source>
        <translation>각 층의 활성화 함수는 사인입니다. 사인의 도함수도 사인이므로 기울기도 색만큼 정확하며, 기울기만으로도 이미지를 학습할 수 있습니다. 픽셀 사이는 매끄럽습니다. 다른 사진을 본 적이 없으므로 없는 디테일을 지어내지 않습니다.</translation>
    </message>
    <message>
        <source>Train &gt; Fit SIREN; panel: what is shown of it; File &gt; Save field.</source>
        <translation>학습 &gt; SIREN 맞춤, 패널: 표시할 내용, 파일 &gt; 필드 저장.</translation>
    </message>
    <message>
        <source>DASR: photos that are blurred or noisy</source>
        <translation>DASR: 흐리거나 노이즈가 있는 사진</translation>
    </message>
    <message>
        <source>A blurred photo at ×6: bicubic interpolation, and dasr-liif, which saw that it is blurred.</source>
        <translation>×6으로 본 흐린 사진: 쌍삼차(bicubic) 보간, 그리고 흐림을 알아본 dasr-liif.</translation>
    </message>
    <message>
        <source>Most networks learn to enlarge photos that were shrunk neatly. Real ones are blurred by a lens or by a hand, and have noise; what was not learnt is then enlarged as if it were meant.</source>
        <translation>대부분의 네트워크는 깔끔하게 축소한 사진을 확대하는 법을 배웁니다. 실제 사진은 렌즈나 손떨림으로 흐려지고 노이즈도 있는데, 배우지 않은 이런 손상까지 원래 있던 것처럼 함께 확대됩니다.</translation>
    </message>
    <message>
        <source>A blind network has a part that only looks at how a photo was spoilt. It is trained by contrast: two patches of one photo, which were spoilt alike, are to get the same code, patches of others another one. This code then steers the layers of the network that enlarges.</source>
        <translation>블라인드 네트워크에는 사진이 어떻게 손상되었는지만 살피는 부분이 있습니다. 이 부분은 대조 학습으로 훈련합니다. 같은 방식으로 손상된 한 사진의 두 패치는 같은 코드를, 다른 사진의 패치는 다른 코드를 갖도록 합니다. 이렇게 얻은 코드가 업스케일 네트워크의 각 층을 조절합니다.</translation>
    </message>
    <message>
        <source>Panel: Field (dasr-liif). Restore &gt; Explore degradations shows its codes.</source>
        <translation>패널: 필드(dasr-liif). 복원 &gt; 열화 탐색에서 코드를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Deep Image Prior: a network that has learnt nothing</source>
        <translation>Deep Image Prior: 아무것도 배우지 않은 네트워크</translation>
    </message>
    <message>
        <source>A photo with noise, and what a network made of it that never saw another.</source>
        <translation>노이즈가 있는 사진, 그리고 다른 사진을 한 번도 보지 않은 네트워크가 복원한 결과.</translation>
    </message>
    <message>
        <source>A convolutional network with random weights is given noise and trained to give one picture, the damaged one. It learns what looks like a photo long before it learns noise, because that is how convolutions are built. Stopped in between, it gives the photo without the damage.</source>
        <translation>무작위 가중치의 합성곱 네트워크에 노이즈를 입력하고, 손상된 이미지 한 장을 출력하도록 학습시킵니다. 합성곱의 구조 덕분에 네트워크는 노이즈보다 사진다운 모습을 훨씬 먼저 배웁니다. 그 사이에 학습을 멈추면 손상이 없는 사진을 얻습니다.</translation>
    </message>
    <message>
        <source>What is missing can be left out of the comparison: the network fills holes, and finds detail between pixels, from the rest of the same picture. There is no training set, hence no bias of one, but each picture takes its minutes.</source>
        <translation>빠진 부분은 비교에서 제외할 수 있습니다. 네트워크는 같은 이미지의 나머지 부분을 바탕으로 구멍을 채우고 픽셀 사이의 디테일을 찾아냅니다. 학습 데이터가 없어 그에 따른 편향도 없지만, 이미지마다 몇 분씩 걸립니다.</translation>
    </message>
    <message>
        <source>Restore: remove noise, remove JPEG artefacts, enlarge, fill in what is masked.</source>
        <translation>복원: 노이즈 제거, JPEG 아티팩트 제거, 업스케일, 마스크 영역 채워 넣기.</translation>
    </message>
    <message>
        <source>Perceptual losses and style</source>
        <translation>지각 손실과 스타일</translation>
    </message>
    <message>
        <source>A photo, and painted in strokes.</source>
        <translation>사진, 그리고 붓질로 그린 모습.</translation>
    </message>
    <message>
        <source>Two pictures can differ in every pixel and look the same, if one is shifted by a hair. A network that knows photos describes them by features: edges, textures, parts of things. To compare features instead of pixels is nearer to what the eye does, and makes results sharp where a mean of pixels would be soft.</source>
        <translation>한쪽을 아주 조금만 옮겨도 두 이미지는 모든 픽셀이 다르지만 똑같아 보입니다. 사진을 아는 네트워크는 경계, 질감, 사물의 일부 같은 특징으로 이미지를 나타냅니다. 픽셀 대신 특징을 비교하는 것이 눈이 보는 방식에 더 가까우며, 픽셀 평균이라면 흐릿해질 곳도 선명하게 만듭니다.</translation>
    </message>
    <message>
        <source>Which features are where is the content of a picture. Which of them go together, wherever they are, is its style: a table of products, the Gram matrix. A picture with the content of one and the style of another is the first painted in the manner of the second. It can be sought step by step, or a network can learn to paint it at once.</source>
        <translation>어떤 특징이 어디에 있는지가 이미지의 내용입니다. 위치와 상관없이 어떤 특징이 함께 나타나는지가 스타일이며, 이는 곱의 표인 그람 행렬(Gram matrix)로 나타냅니다. 한 이미지의 내용과 다른 이미지의 스타일을 가진 이미지는 앞의 것을 뒤의 것처럼 그린 그림입니다. 한 스텝씩 찾아갈 수도 있고, 한 번에 그리도록 네트워크를 학습시킬 수도 있습니다.</translation>
    </message>
    <message>
        <source>Restore &gt; Stylise; Train &gt; Train style network; in every training: the group Loss.</source>
        <translation>복원 &gt; 스타일 변환, 학습 &gt; 스타일 네트워크 학습, 모든 학습의 손실 그룹.</translation>
    </message>
</context>
<context>
    <name>MethodsDialog</name>
    <message>
        <source>Methods</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Choose what to read about</source>
        <translation>읽을 항목 선택</translation>
    </message>
    <message>
        <source>About the method</source>
        <translation>방법에 대한 설명</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>프로그램에서의 위치</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>논문</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Classical interpolation.</source>
        <translation>고전적 보간.</translation>
    </message>
    <message>
        <source>Opened from a file.</source>
        <translation>파일에서 연 모델.</translation>
    </message>
    <message>
        <source>A picture&apos;s file, laid over the one that is open.</source>
        <translation>열린 이미지 위에 겹친 이미지 파일.</translation>
    </message>
    <message>
        <source>Licence of the weights: {0}</source>
        <translation>가중치의 라이선스: {0}</translation>
    </message>
    <message>
        <source>{0}, restyled: {1:,} × {2:,} pixels, seen through {3}</source>
        <translation>{0} 스타일 변환 결과: {1:,} × {2:,}픽셀, {3}(으)로 표시</translation>
    </message>
    <message>
        <source>{0}, restored: {1:,} × {2:,} pixels, seen through {3}</source>
        <translation>{0} 복원 결과: {1:,} × {2:,}픽셀, {3}(으)로 표시</translation>
    </message>
    <message>
        <source>Paints any picture in the style of {0}; trained for {1:,} steps</source>
        <translation>어떤 이미지든 {0} 스타일로 그림. {1:,}스텝 학습</translation>
    </message>
    <message>
        <source>SIREN of a picture of {0:,} × {1:,} pixels, fitted in {2:,} steps</source>
        <translation>{0:,} × {1:,}픽셀 이미지의 SIREN, {2:,}스텝 동안 맞춤</translation>
    </message>
    <message>
        <source>{0}, trained for {1:,} steps, {2:.2f} dB on its validation images</source>
        <translation>{0}, {1:,}스텝 학습, 검증 이미지에서 {2:.2f} dB</translation>
    </message>
    <message>
        <source>{0}, trained for {1:,} steps</source>
        <translation>{0}, {1:,}스텝 학습</translation>
    </message>
    <message>
        <source>Blind LIIF: tells by itself how blurred a picture is. 12 residual blocks × 48 channels, decoder 3 × 128, 2.3 M parameters. Set5 blurred by σ = 1.2: 34.55 / 30.91 dB at ×2 / ×4.</source>
        <translation>블라인드 LIIF: 이미지가 흐린 정도를 스스로 알아냄. 잔차 블록 12개 × 48채널, 디코더 3 × 128, 매개변수 230만 개. σ = 1.2로 흐린 Set5: ×2 / ×4에서 34.55 / 30.91 dB.</translation>
    </message>
    <message>
        <source>Features that pictures are compared by: VGG&apos;s layers, smaller, learnt without labels, 0.69 M parameters.</source>
        <translation>이미지 비교용 특징 네트워크: 더 작은 VGG 구조, 레이블 없이 학습, 파라미터 0.69 M.</translation>
    </message>
    <message>
        <source>Heat field, 8 residual blocks × 48 channels, 3 × 3 frequencies, 0.44 M parameters. Set5: 37.42 / 33.78 / 31.55 dB at ×2 / ×3 / ×4.</source>
        <translation>열 필드, 잔차 블록 8개 × 48채널, 주파수 3 × 3, 파라미터 0.44 M. Set5: ×2 / ×3 / ×4에서 37.42 / 33.78 / 31.55 dB.</translation>
    </message>
    <message>
        <source>LIIF, the official size: EDSR-baseline, decoder 4 × 256, 1.57 M parameters. Set5: 37.80 / 34.24 / 32.09 dB at ×2 / ×3 / ×4.</source>
        <translation>LIIF, 공식 크기: EDSR-baseline, 디코더 4 × 256, 파라미터 1.57 M. Set5: ×2 / ×3 / ×4에서 37.80 / 34.24 / 32.09 dB.</translation>
    </message>
    <message>
        <source>LIIF for the eye: crisper than liif-edsr, which it began as, and 0.9 dB further from the truth. The official size: EDSR-baseline, decoder 4 × 256, 1.57 M parameters. Set14: 27.42 dB at ×4.</source>
        <translation>눈을 위한 LIIF: 출발점인 liif-edsr보다 선명하지만 원본에서 0.9 dB 더 멂. 공식 크기: EDSR-baseline, 디코더 4 × 256, 매개변수 157만 개. Set14: ×4에서 27.42 dB.</translation>
    </message>
    <message>
        <source>LIIF, 16 residual blocks × 48 channels, decoder 128, 96, 64, 0.76 M parameters. Set5: 37.49 / 33.89 / 31.69 dB at ×2 / ×3 / ×4.</source>
        <translation>LIIF, 잔차 블록 16개 × 48채널, 디코더 128, 96, 64, 파라미터 0.76 M. Set5: ×2 / ×3 / ×4에서 37.49 / 33.89 / 31.69 dB.</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>최근접(nearest)</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>쌍선형(bilinear)</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>쌍삼차(bicubic)</translation>
    </message>
    <message>
        <source>Lanczos</source>
        <translation>Lanczos</translation>
    </message>
    <message>
        <source>LIIF</source>
        <translation>LIIF</translation>
    </message>
    <message>
        <source>Heat field</source>
        <translation>열 필드</translation>
    </message>
    <message>
        <source>SIREN</source>
        <translation>SIREN</translation>
    </message>
    <message>
        <source>Blind super-resolution</source>
        <translation>블라인드 초해상도</translation>
    </message>
    <message>
        <source>Blind LIIF</source>
        <translation>블라인드 LIIF</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>Standard input</source>
        <translation>표준 입력</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>1 × 1 layers</source>
        <translation>1 × 1 층</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>활성화 함수</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>Adam, as in the paper, or Muon, which learns more in as many steps from nothing</source>
        <translation>논문과 같은 Adam, 또는 처음부터 학습할 때 같은 스텝 수로 더 많이 배우는 Muon</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정에 따름</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Averaged output</source>
        <translation>출력 평균</translation>
    </message>
    <message>
        <source>Averaged weights</source>
        <translation>가중치 평균</translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation>가중치 평균</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>Bilinear</source>
        <translation>쌍선형(bilinear)</translation>
    </message>
    <message>
        <source>Blocks</source>
        <translation>블록 수</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>흐림</translation>
    </message>
    <message>
        <source>Borders</source>
        <translation>경계 처리</translation>
    </message>
    <message>
        <source>By direction</source>
        <translation>방향마다 다르게</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>캔버스</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널 수</translation>
    </message>
    <message>
        <source>Charbonnier</source>
        <translation>Charbonnier</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>체크포인트 간격</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>입력 코드</translation>
    </message>
    <message>
        <source>Code&apos;s depth</source>
        <translation>코드 채널 수</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>소형</translation>
    </message>
    <message>
        <source>Compile</source>
        <translation>컴파일</translation>
    </message>
    <message>
        <source>Composite with</source>
        <translation>합성할 이미지</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>일정</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Contrast alone</source>
        <translation>대조 학습만</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>좌표</translation>
    </message>
    <message>
        <source>Cosine to zero</source>
        <translation>코사인으로 0까지</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>직접 지정</translation>
    </message>
    <message>
        <source>DASR</source>
        <translation>DASR</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>데이터</translation>
    </message>
    <message>
        <source>Decay</source>
        <translation>학습률 감쇠</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>디코더</translation>
    </message>
    <message>
        <source>Decoder&apos;s kernels</source>
        <translation>디코더 커널</translation>
    </message>
    <message>
        <source>Denoise</source>
        <translation>잡음 제거</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Differences (L1)</source>
        <translation>차이(L1)</translation>
    </message>
    <message>
        <source>Directions (LPIPS)</source>
        <translation>방향(LPIPS)</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>두 번 클릭</translation>
    </message>
    <message>
        <source>EDSR</source>
        <translation>EDSR</translation>
    </message>
    <message>
        <source>EDSR&apos;s blocks with a degradation-aware convolution in each, or the paper&apos;s own</source>
        <translation>블록마다 열화 인식 합성곱을 넣은 EDSR, 또는 논문의 구조</translation>
    </message>
    <message>
        <source>EDSR, degradation-aware</source>
        <translation>열화 인식 EDSR</translation>
    </message>
    <message>
        <source>EDSR-baseline</source>
        <translation>EDSR-baseline</translation>
    </message>
    <message>
        <source>ELU</source>
        <translation>ELU</translation>
    </message>
    <message>
        <source>Early stopping</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>인코더</translation>
    </message>
    <message>
        <source>Encoder&apos;s kernels</source>
        <translation>인코더 커널</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Enlarging</source>
        <translation>확대 방식</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>빠름</translation>
    </message>
    <message>
        <source>Feature network</source>
        <translation>특징 네트워크</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>Features compared by</source>
        <translation>특징 비교 방식</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>First ω0</source>
        <translation>첫 층의 ω0</translation>
    </message>
    <message>
        <source>Fits the picture, and back</source>
        <translation>창에 맞추기와 되돌리기</translation>
    </message>
    <message>
        <source>Frequencies</source>
        <translation>주파수 수</translation>
    </message>
    <message>
        <source>Full screen, and back</source>
        <translation>전체 화면과 되돌리기</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Gradient limit</source>
        <translation>기울기 제한</translation>
    </message>
    <message>
        <source>Halved every fifth</source>
        <translation>5분의 1마다 절반으로</translation>
    </message>
    <message>
        <source>Heat field</source>
        <translation>열 필드</translation>
    </message>
    <message>
        <source>Hidden ω0</source>
        <translation>은닉층의 ω0</translation>
    </message>
    <message>
        <source>Inpaint</source>
        <translation>채우기</translation>
    </message>
    <message>
        <source>JPEG artefacts</source>
        <translation>JPEG 아티팩트</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>지터</translation>
    </message>
    <message>
        <source>Joint gradient</source>
        <translation>기울기 결합</translation>
    </message>
    <message>
        <source>Keep colours</source>
        <translation>색상 유지</translation>
    </message>
    <message>
        <source>Kind of field</source>
        <translation>필드 종류</translation>
    </message>
    <message>
        <source>L-BFGS</source>
        <translation>L-BFGS</translation>
    </message>
    <message>
        <source>L-BFGS, or Adam with less memory</source>
        <translation>L-BFGS, 또는 메모리를 덜 쓰는 Adam</translation>
    </message>
    <message>
        <source>LIIF</source>
        <translation>LIIF</translation>
    </message>
    <message>
        <source>Lanczos 2</source>
        <translation>Lanczos 2</translation>
    </message>
    <message>
        <source>Lanczos 3</source>
        <translation>Lanczos 3</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>라플라시안</translation>
    </message>
    <message>
        <source>Largest scale</source>
        <translation>최대 배율</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>학습 대상</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>단계 수</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>실행 환경</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>마스크</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>최댓값</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Measure every</source>
        <translation>측정 간격</translation>
    </message>
    <message>
        <source>Memory for latents</source>
        <translation>잠재 코드 메모리</translation>
    </message>
    <message>
        <source>Memory for tiles</source>
        <translation>타일 메모리</translation>
    </message>
    <message>
        <source>Mouse and wheel</source>
        <translation>마우스와 휠</translation>
    </message>
    <message>
        <source>Moves over the picture</source>
        <translation>이미지 이동</translation>
    </message>
    <message>
        <source>Muon</source>
        <translation>Muon</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>최근접(nearest)</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Next and previous picture</source>
        <translation>다음/이전 이미지</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>잡음</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>최소 스텝</translation>
    </message>
    <message>
        <source>Of another picture</source>
        <translation>다른 이미지에서</translation>
    </message>
    <message>
        <source>Of the same</source>
        <translation>같은 이미지에서</translation>
    </message>
    <message>
        <source>Off (reduced motion)</source>
        <translation>끔(동작 줄이기)</translation>
    </message>
    <message>
        <source>On</source>
        <translation>켬</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>옵티마이저</translation>
    </message>
    <message>
        <source>PSNR wanted</source>
        <translation>목표 PSNR</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>영역</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>패치 크기</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>패치</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>대기 스텝</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>Pixels at a time</source>
        <translation>스텝당 픽셀</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>큐</translation>
    </message>
    <message>
        <source>RDN</source>
        <translation>RDN</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>기준 이미지</translation>
    </message>
    <message>
        <source>Reflection</source>
        <translation>반사</translation>
    </message>
    <message>
        <source>Remember zoom and place</source>
        <translation>확대와 위치 기억</translation>
    </message>
    <message>
        <source>Reopen the last picture</source>
        <translation>마지막 이미지 다시 열기</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>샘플 수</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>학습 일정</translation>
    </message>
    <message>
        <source>Second crop</source>
        <translation>두 번째 크롭</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Sharpest picture</source>
        <translation>최대 선명도</translation>
    </message>
    <message>
        <source>Shrinking</source>
        <translation>축소 방식</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Size of styles</source>
        <translation>스타일 크기</translation>
    </message>
    <message>
        <source>Size of the style</source>
        <translation>스타일 크기</translation>
    </message>
    <message>
        <source>Skips</source>
        <translation>스킵 연결</translation>
    </message>
    <message>
        <source>Smallest scale</source>
        <translation>최소 배율</translation>
    </message>
    <message>
        <source>Smoothness</source>
        <translation>매끄러움</translation>
    </message>
    <message>
        <source>Snapshot every</source>
        <translation>스냅샷 간격</translation>
    </message>
    <message>
        <source>Squares (L2)</source>
        <translation>제곱(L2)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>시작 모델</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>스텝 수</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>스트라이드</translation>
    </message>
    <message>
        <source>Strongest blur</source>
        <translation>최대 흐림</translation>
    </message>
    <message>
        <source>Strongest noise</source>
        <translation>최대 노이즈</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Swish</source>
        <translation>Swish</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>작업 종류</translation>
    </message>
    <message>
        <source>The same in all directions</source>
        <translation>모든 방향으로 같게</translation>
    </message>
    <message>
        <source>The stronger one</source>
        <translation>더 강한 쪽</translation>
    </message>
    <message>
        <source>Their learning rate</source>
        <translation>대조 학습률</translation>
    </message>
    <message>
        <source>Their mean</source>
        <translation>둘의 평균</translation>
    </message>
    <message>
        <source>Their shares</source>
        <translation>스타일 비중</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Time budget</source>
        <translation>제한 시간</translation>
    </message>
    <message>
        <source>To the edges of pixels</source>
        <translation>픽셀 가장자리까지</translation>
    </message>
    <message>
        <source>To their centres (official)</source>
        <translation>픽셀 중심까지(공식)</translation>
    </message>
    <message>
        <source>Training images</source>
        <translation>학습 이미지</translation>
    </message>
    <message>
        <source>Trunk</source>
        <translation>본체 구조</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Use the open window</source>
        <translation>열린 창 사용</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>검증 간격</translation>
    </message>
    <message>
        <source>Validation images</source>
        <translation>검증 이미지</translation>
    </message>
    <message>
        <source>View</source>
        <translation>뷰 크기</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>워밍업</translation>
    </message>
    <message>
        <source>Weight of contrast</source>
        <translation>대조 손실 가중치</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>휠</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>관찰 구간</translation>
    </message>
    <message>
        <source>Without blur</source>
        <translation>흐림 없는 비율</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>0으로 채움</translation>
    </message>
    <message>
        <source>Zoom animation</source>
        <translation>확대/축소 애니메이션</translation>
    </message>
    <message>
        <source>Zooms</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>a picture that is opened again is seen as it was left</source>
        <translation>다시 연 이미지는 마지막으로 보던 그대로 보입니다</translation>
    </message>
    <message>
        <source>a second convolution in each level of the decoder</source>
        <translation>디코더의 각 단계에 두 번째 합성곱 추가</translation>
    </message>
    <message>
        <source>all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>arithmetic of the networks</source>
        <translation>네트워크의 연산 정밀도</translation>
    </message>
    <message>
        <source>as long as the picture</source>
        <translation>이미지와 같게</translation>
    </message>
    <message>
        <source>auto, cpu, cuda, cuda:N or mps</source>
        <translation>auto, cpu, cuda, cuda:N 또는 mps</translation>
    </message>
    <message>
        <source>auto, vgg16, features (srview&apos;s own), random, or a file of one; several, each for a part of the batch: a+b</source>
        <translation>auto, vgg16, features(srview 자체 네트워크), random 또는 네트워크 파일. 배치를 나누어 여럿을 쓰려면 a+b</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>channels of each level of the decoder</source>
        <translation>디코더 각 단계의 채널 수</translation>
    </message>
    <message>
        <source>channels of each level of the encoder</source>
        <translation>인코더 각 단계의 채널 수</translation>
    </message>
    <message>
        <source>channels of each level&apos;s skip</source>
        <translation>각 단계 스킵 연결의 채널 수</translation>
    </message>
    <message>
        <source>channels of noise</source>
        <translation>노이즈의 채널 수</translation>
    </message>
    <message>
        <source>checkpoint or model to start from, of the same architecture or a smaller one</source>
        <translation>학습을 시작할 체크포인트 또는 모델. 구조가 같거나 더 작은 것</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>colours of the window</source>
        <translation>창의 색상</translation>
    </message>
    <message>
        <source>compile the network first, for half a minute: a GPU then takes a third more steps a second</source>
        <translation>먼저 30초쯤 네트워크를 컴파일합니다. 그 뒤 GPU가 초당 스텝을 3분의 1 더 수행합니다</translation>
    </message>
    <message>
        <source>dB</source>
        <translation>dB</translation>
    </message>
    <message>
        <source>decay of Adam&apos;s learning rate</source>
        <translation>Adam 학습률의 감쇠 방식</translation>
    </message>
    <message>
        <source>decay of the average of what the network makes</source>
        <translation>네트워크 출력 평균의 감쇠 계수</translation>
    </message>
    <message>
        <source>decay of the averaged weights (0: none)</source>
        <translation>가중치 이동 평균의 감쇠 계수(0: 사용 안 함)</translation>
    </message>
    <message>
        <source>decay of the learning rate</source>
        <translation>학습률의 감쇠 방식</translation>
    </message>
    <message>
        <source>decay: halved every fifth, or cosine to zero</source>
        <translation>감쇠 방식: 전체의 5분의 1마다 절반으로, 또는 코사인으로 0까지</translation>
    </message>
    <message>
        <source>earlier pictures that a crop is held against</source>
        <translation>크롭과 대조할 이전 이미지 수</translation>
    </message>
    <message>
        <source>earlier views that a view is held against</source>
        <translation>뷰와 대조할 이전 뷰의 수</translation>
    </message>
    <message>
        <source>encoder preset; custom: EDSR of --blocks and --channels</source>
        <translation>인코더 사전 설정. custom: --blocks와 --channels로 정한 EDSR</translation>
    </message>
    <message>
        <source>end when it is reached (0: none)</source>
        <translation>도달하면 종료(0: 사용 안 함)</translation>
    </message>
    <message>
        <source>fast: half precision where it pays; exact: float32; averaged: over eight flips and turns</source>
        <translation>빠름: 유리한 곳에 반정밀도 사용, 정확: float32, 평균: 여덟 가지 회전과 뒤집기의 평균</translation>
    </message>
    <message>
        <source>features</source>
        <translation>특징</translation>
    </message>
    <message>
        <source>features of a custom encoder</source>
        <translation>사용자 지정 인코더의 특징 채널 수</translation>
    </message>
    <message>
        <source>features of the trunk</source>
        <translation>본체의 특징 채널 수</translation>
    </message>
    <message>
        <source>filters</source>
        <translation>개</translation>
    </message>
    <message>
        <source>filters of the outermost layers; 16: half the paper&apos;s, for a CPU</source>
        <translation>가장 바깥 층의 필터 수. 16은 논문의 절반으로 CPU에 알맞음</translation>
    </message>
    <message>
        <source>first steps, in which nothing but representations is learnt</source>
        <translation>표현만 학습하는 처음 스텝 수</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>folder of images by which the best checkpoint is chosen</source>
        <translation>가장 좋은 체크포인트를 고르는 데 쓸 이미지 폴더</translation>
    </message>
    <message>
        <source>folder of training images (may be repeated)</source>
        <translation>학습 이미지 폴더(여러 개 지정 가능)</translation>
    </message>
    <message>
        <source>frequency of the first layer: more for finer pictures</source>
        <translation>첫 층의 주파수. 이미지가 세밀할수록 크게</translation>
    </message>
    <message>
        <source>frequency of the other layers</source>
        <translation>나머지 층의 주파수</translation>
    </message>
    <message>
        <source>high-resolution pixels queried in each patch</source>
        <translation>패치마다 질의하는 고해상도 픽셀 수</translation>
    </message>
    <message>
        <source>how levels are enlarged</source>
        <translation>각 단계를 확대하는 방법</translation>
    </message>
    <message>
        <source>how levels shrink</source>
        <translation>각 단계를 축소하는 방법</translation>
    </message>
    <message>
        <source>how much each style counts (default: all the same)</source>
        <translation>각 스타일의 비중(기본값: 모두 같음)</translation>
    </message>
    <message>
        <source>how much larger the picture becomes, if it is enlarged</source>
        <translation>업스케일할 때 이미지를 키우는 배율</translation>
    </message>
    <message>
        <source>how pixels are compared; l2 for a last stage that is after PSNR alone</source>
        <translation>픽셀 비교 방법. PSNR만을 위한 마지막 단계에는 l2</translation>
    </message>
    <message>
        <source>how pixels are compared; the paper: l2</source>
        <translation>픽셀 비교 방법. 논문은 l2</translation>
    </message>
    <message>
        <source>in those steps; a tenth in the last two fifths</source>
        <translation>해당 스텝의 학습률. 마지막 5분의 2에서는 10분의 1</translation>
    </message>
    <message>
        <source>l2: their squares, as the paper; lpips: their directions, place by place, which is sharper at the same PSNR</source>
        <translation>l2: 논문과 같이 차이의 제곱. lpips: 위치마다 특징의 방향 비교. 같은 PSNR에서 더 선명함</translation>
    </message>
    <message>
        <source>largest norm of a step&apos;s gradient</source>
        <translation>스텝마다 허용할 기울기의 최대 노름</translation>
    </message>
    <message>
        <source>largest norm of a step&apos;s gradient; longer ones are shortened</source>
        <translation>스텝마다 허용할 기울기의 최대 노름. 더 크면 줄임</translation>
    </message>
    <message>
        <source>largest standard deviation, in pixels of the small picture</source>
        <translation>최대 표준편차(작은 이미지의 픽셀 단위)</translation>
    </message>
    <message>
        <source>largest standard deviation, of 255</source>
        <translation>최대 표준편차(255 기준)</translation>
    </message>
    <message>
        <source>largest training scale</source>
        <translation>학습할 최대 배율</translation>
    </message>
    <message>
        <source>layers of it: relu1_2, relu2_2, relu3_3, relu4_3</source>
        <translation>특징 네트워크에서 쓸 층: relu1_2, relu2_2, relu3_3, relu4_3</translation>
    </message>
    <message>
        <source>learning rate of Adam</source>
        <translation>Adam의 학습률</translation>
    </message>
    <message>
        <source>learning rate of Adam; L-BFGS finds its own</source>
        <translation>Adam의 학습률. L-BFGS는 스스로 정함</translation>
    </message>
    <message>
        <source>liif: the paper&apos;s MLP; heat: sines, 13 to 90 times as fast to look at</source>
        <translation>liif: 논문의 MLP. heat: 사인파. 표시 속도가 13~90배 빠름</translation>
    </message>
    <message>
        <source>longer side at which it is restyled; what is finer stays as it is</source>
        <translation>스타일을 변환할 때의 긴 변. 더 세밀한 부분은 그대로 둠</translation>
    </message>
    <message>
        <source>longer side of the style picture (smaller: finer strokes)</source>
        <translation>스타일 이미지의 긴 변(작을수록 붓질이 세밀함)</translation>
    </message>
    <message>
        <source>longer side of the style pictures beside that, 0: as long (smaller: finer strokes)</source>
        <translation>스타일 이미지의 긴 변. 0이면 이미지와 같음(작을수록 붓질이 세밀함)</translation>
    </message>
    <message>
        <source>neurons</source>
        <translation>뉴런</translation>
    </message>
    <message>
        <source>neurons of each layer</source>
        <translation>각 층의 뉴런 수</translation>
    </message>
    <message>
        <source>noise added to the code in each step, its standard deviation</source>
        <translation>스텝마다 코드에 더하는 노이즈의 표준편차</translation>
    </message>
    <message>
        <source>none: there are no weights</source>
        <translation>없음: 가중치가 없습니다</translation>
    </message>
    <message>
        <source>nonlinearity after each convolution</source>
        <translation>각 합성곱 뒤의 비선형 함수</translation>
    </message>
    <message>
        <source>of another picture, so that nothing but the degradation is alike, or of the same, as in the paper</source>
        <translation>열화만 같도록 다른 이미지에서, 또는 논문과 같이 같은 이미지에서 추출</translation>
    </message>
    <message>
        <source>of the contrastive loss beside that of the colours, 0: none</source>
        <translation>색상 손실에 대한 대조 손실의 가중치(0: 사용 안 함)</translation>
    </message>
    <message>
        <source>of the window, from the next start on</source>
        <translation>창의 언어. 다음 시작부터 적용</translation>
    </message>
    <message>
        <source>of two pictures: everywhere the stronger of both, or their mean, as in the paper</source>
        <translation>두 이미지의 기울기 중 곳곳에서 더 강한 쪽, 또는 논문과 같이 평균</translation>
    </message>
    <message>
        <source>optimiser steps</source>
        <translation>최적화 스텝 수</translation>
    </message>
    <message>
        <source>optimiser steps at most</source>
        <translation>최대 최적화 스텝 수</translation>
    </message>
    <message>
        <source>optimiser steps at most, of all levels together</source>
        <translation>모든 단계를 합한 최대 최적화 스텝 수</translation>
    </message>
    <message>
        <source>outputs whose variance is watched</source>
        <translation>분산을 관찰할 출력의 수</translation>
    </message>
    <message>
        <source>part of it to be fitted: x, y, width, height (default all)</source>
        <translation>맞출 영역: x, y, 너비, 높이(기본값: 전체)</translation>
    </message>
    <message>
        <source>patches</source>
        <translation>개</translation>
    </message>
    <message>
        <source>patches in a step, of all processes together</source>
        <translation>모든 프로세스를 합한 스텝당 패치 수</translation>
    </message>
    <message>
        <source>peak learning rate</source>
        <translation>최대 학습률</translation>
    </message>
    <message>
        <source>peak learning rate of Adam</source>
        <translation>Adam의 최대 학습률</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>picture of what is known, white, and what is to be filled in, black</source>
        <translation>아는 부분은 흰색, 채워 넣을 부분은 검은색인 이미지</translation>
    </message>
    <message>
        <source>picture to be fitted</source>
        <translation>맞출 이미지</translation>
    </message>
    <message>
        <source>picture to be restored</source>
        <translation>복원할 이미지</translation>
    </message>
    <message>
        <source>picture to be restyled</source>
        <translation>스타일을 변환할 이미지</translation>
    </message>
    <message>
        <source>picture whose style is learnt</source>
        <translation>스타일을 배울 이미지</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>장</translation>
    </message>
    <message>
        <source>pictures in a step</source>
        <translation>스텝당 이미지 수</translation>
    </message>
    <message>
        <source>pictures in a step, of all processes together</source>
        <translation>모든 프로세스를 합한 스텝당 이미지 수</translation>
    </message>
    <message>
        <source>pictures opened elsewhere come into the window that is open, not into another</source>
        <translation>다른 곳에서 연 이미지를 새 창 대신 열려 있는 창에 표시</translation>
    </message>
    <message>
        <source>pictures whose style it takes</source>
        <translation>스타일을 가져올 이미지</translation>
    </message>
    <message>
        <source>pixels a side</source>
        <translation>한 변의 픽셀 수</translation>
    </message>
    <message>
        <source>pixels, or only how they change, from which the picture is rebuilt (Poisson)</source>
        <translation>픽셀 자체, 또는 픽셀의 변화만 학습하여 이미지를 재구성(푸아송)</translation>
    </message>
    <message>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <source>random pixels in a step (0: all of them)</source>
        <translation>스텝마다 무작위로 뽑는 픽셀 수(0: 모두)</translation>
    </message>
    <message>
        <source>residual blocks of a custom encoder</source>
        <translation>사용자 지정 인코더의 잔차 블록 수</translation>
    </message>
    <message>
        <source>residual blocks; of the paper&apos;s trunk those of each of five groups</source>
        <translation>잔차 블록 수. 논문의 구조에서는 다섯 그룹 각각의 블록 수</translation>
    </message>
    <message>
        <source>restyle the lightness alone; colours stay those of the picture</source>
        <translation>밝기에만 스타일을 적용하고 색상은 원래 이미지대로 유지</translation>
    </message>
    <message>
        <source>s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>second picture, whose gradient is joined to that of the first</source>
        <translation>첫 번째 이미지와 기울기를 결합할 두 번째 이미지</translation>
    </message>
    <message>
        <source>seconds after which it ends (0: none)</source>
        <translation>종료할 때까지의 시간(초, 0: 제한 없음)</translation>
    </message>
    <message>
        <source>seconds after which the run ends, its decay made to fit (0: none)</source>
        <translation>작업을 끝낼 시간(초). 감쇠도 이에 맞춤(0: 제한 없음)</translation>
    </message>
    <message>
        <source>seed of weights and data</source>
        <translation>가중치와 데이터의 난수 시드</translation>
    </message>
    <message>
        <source>share of pictures that are only shrunk</source>
        <translation>축소만 하는 이미지의 비율</translation>
    </message>
    <message>
        <source>side of the low-resolution patches, in pixels</source>
        <translation>저해상도 패치의 한 변(픽셀)</translation>
    </message>
    <message>
        <source>side of the part of the picture, another in each step, that features, style and variation are seen in</source>
        <translation>특징, 스타일, 변동을 계산할 영역의 한 변. 영역은 스텝마다 바뀜</translation>
    </message>
    <message>
        <source>side of the pictures learnt from</source>
        <translation>학습할 이미지의 한 변</translation>
    </message>
    <message>
        <source>side of the views of a picture, in pixels</source>
        <translation>이미지에서 뽑는 뷰의 한 변(픽셀)</translation>
    </message>
    <message>
        <source>sine layers after the first</source>
        <translation>첫 층 다음의 사인 층 수</translation>
    </message>
    <message>
        <source>sines along each axis of a heat decoder</source>
        <translation>열 디코더의 축마다 쓰는 사인파 수</translation>
    </message>
    <message>
        <source>sizes it is restyled at, from coarse to fine, each twice the one before</source>
        <translation>작은 크기부터 두 배씩 키우며 스타일을 변환하는 단계 수</translation>
    </message>
    <message>
        <source>smallest training scale</source>
        <translation>학습할 최소 배율</translation>
    </message>
    <message>
        <source>step before which it does not end</source>
        <translation>이 스텝 전에는 종료하지 않음</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>steps between checkpoints</source>
        <translation>체크포인트 사이의 스텝 수</translation>
    </message>
    <message>
        <source>steps between measurements</source>
        <translation>측정 사이의 스텝 수</translation>
    </message>
    <message>
        <source>steps between snapshots</source>
        <translation>스냅샷 사이의 스텝 수</translation>
    </message>
    <message>
        <source>steps between validations</source>
        <translation>검증 사이의 스텝 수</translation>
    </message>
    <message>
        <source>steps of linear warm-up</source>
        <translation>선형 워밍업 스텝 수</translation>
    </message>
    <message>
        <source>steps without a lower variance before it ends</source>
        <translation>분산이 더 낮아지지 않을 때 종료까지 기다릴 스텝 수</translation>
    </message>
    <message>
        <source>stop before noise is learnt: where the output moves least</source>
        <translation>노이즈를 배우기 전, 출력의 변화가 가장 작을 때 종료</translation>
    </message>
    <message>
        <source>style network to start from, of the same width</source>
        <translation>학습을 시작할 같은 너비의 스타일 네트워크</translation>
    </message>
    <message>
        <source>the field pictures are seen through</source>
        <translation>이미지를 보여 줄 필드</translation>
    </message>
    <message>
        <source>the same in all directions, or not</source>
        <translation>모든 방향으로 같은지 여부</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>weight of how features go together, wherever they are (Gram matrices)</source>
        <translation>위치와 상관없이 특징이 함께 나타나는 방식(그람 행렬)의 가중치</translation>
    </message>
    <message>
        <source>weight of the content: more than for one picture, which begins with it</source>
        <translation>내용의 가중치. 내용에서 시작하는 한 장 변환보다 크게</translation>
    </message>
    <message>
        <source>weight of the content: what things look like</source>
        <translation>내용(사물의 모습)의 가중치</translation>
    </message>
    <message>
        <source>weight of the mean squared difference of neighbouring pixels: more is smoother</source>
        <translation>이웃 픽셀 간 차이의 제곱 평균에 대한 가중치. 클수록 매끄러움</translation>
    </message>
    <message>
        <source>weight of the style: colours, strokes, textures</source>
        <translation>스타일(색, 붓질, 질감)의 가중치</translation>
    </message>
    <message>
        <source>weight of the total variation of a heat field&apos;s sharpest picture</source>
        <translation>열 필드가 만드는 가장 선명한 이미지의 총변동 가중치</translation>
    </message>
    <message>
        <source>weight of the total variation: more is smoother</source>
        <translation>총변동의 가중치. 클수록 매끄러움</translation>
    </message>
    <message>
        <source>weight of what a feature network sees otherwise, of its own size: sharper, at a lower PSNR</source>
        <translation>특징 네트워크로 본 차이의 가중치. 더 선명해지지만 PSNR은 낮아짐</translation>
    </message>
    <message>
        <source>what a double click on the picture does</source>
        <translation>이미지를 두 번 클릭할 때의 동작</translation>
    </message>
    <message>
        <source>what compares: auto, vgg16, features, random, or a file</source>
        <translation>비교에 쓸 네트워크: auto, vgg16, features, random 또는 파일</translation>
    </message>
    <message>
        <source>what ends at -1 and 1: pixels, or aligned, their centres, as in the official code</source>
        <translation>-1과 1에 놓이는 것: pixels는 픽셀의 가장자리, aligned는 공식 코드처럼 픽셀의 중심</translation>
    </message>
    <message>
        <source>what has been rendered is kept within this</source>
        <translation>렌더링한 결과를 보관할 메모리 한도</translation>
    </message>
    <message>
        <source>what is around the picture; neutral greys let colours be judged</source>
        <translation>이미지 둘레의 색. 무채색 회색이면 색을 판단하기 좋음</translation>
    </message>
    <message>
        <source>what is to be mended</source>
        <translation>고칠 내용</translation>
    </message>
    <message>
        <source>what lies beyond them</source>
        <translation>경계 바깥을 채우는 방식</translation>
    </message>
    <message>
        <source>what networks have encoded is kept within this</source>
        <translation>네트워크가 인코딩한 결과를 보관할 메모리 한도</translation>
    </message>
    <message>
        <source>what should come out, if that is known: its PSNR is told, and nothing learnt from it</source>
        <translation>나와야 할 결과를 알 때 지정. PSNR 계산에만 쓰고 학습에는 쓰지 않음</translation>
    </message>
    <message>
        <source>what the network makes the picture of</source>
        <translation>네트워크가 이미지를 만들어 내는 입력</translation>
    </message>
    <message>
        <source>what the wheel does; with Ctrl held it zooms in any case</source>
        <translation>휠의 동작. Ctrl을 누르면 항상 확대/축소</translation>
    </message>
    <message>
        <source>when the program starts without being given one</source>
        <translation>이미지를 지정하지 않고 프로그램을 시작할 때</translation>
    </message>
    <message>
        <source>where networks are computed</source>
        <translation>네트워크를 계산할 장치</translation>
    </message>
    <message>
        <source>whether a zoom glides there, or is there at once</source>
        <translation>확대/축소를 부드럽게 이어서 보일지, 즉시 바꿀지</translation>
    </message>
    <message>
        <source>widths of the decoder&apos;s hidden layers</source>
        <translation>디코더 은닉층의 너비</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>한국어</source>
        <translation>한국어</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>이미지 선택</translation>
    </message>
    <message>
        <source>random weights</source>
        <translation>무작위 가중치</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>체크포인트 선택</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Selection</source>
        <translation>선택 영역</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>전체 이미지</translation>
    </message>
    <message>
        <source>View</source>
        <translation>현재 화면</translation>
    </message>
</context>
<context>
    <name>PatchCard</name>
    <message>
        <source>Click a point
to see its patch</source>
        <translation>점을 클릭하면
패치가 표시됩니다</translation>
    </message>
    <message>
        <source>At {0:,}, {1:,}.</source>
        <translation>위치 {0:,}, {1:,}.</translation>
    </message>
    <message>
        <source>A patch of the open picture, as it is.</source>
        <translation>열린 이미지의 패치(그대로).</translation>
    </message>
    <message>
        <source>Shrunk by {0}.</source>
        <translation>{0}배 축소.</translation>
    </message>
    <message>
        <source>Blurred by σ {0:.2f} px and shrunk by {1}.</source>
        <translation>σ {0:.2f} px로 흐리게 한 뒤 {1}배 축소.</translation>
    </message>
    <message>
        <source>Blurred by σ {0:.2f} px at {1:.0f}°, {2:.2f} px across, and shrunk by {3}.</source>
        <translation>{1:.0f}° 방향 σ {0:.2f} px, 수직 방향 {2:.2f} px로 흐리게 한 뒤 {3}배 축소.</translation>
    </message>
    <message>
        <source> Noise of {0:.0f}.</source>
        <translation> 노이즈 {0:.0f}.</translation>
    </message>
</context>
<context>
    <name>PhotosDialog</name>
    <message>
        <source>Add a folder of photographs to learn from.</source>
        <translation>학습할 사진 폴더를 추가하십시오.</translation>
    </message>
    <message>
        <source>There is no image in these folders.</source>
        <translation>폴더에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>A network learns little from so few images: it will know these by heart.</source>
        <translation>이미지가 너무 적으면 제대로 배우지 못하고 외워 버립니다.</translation>
    </message>
    <message>
        <source>Some images are smaller than {patch} px, the largest patch.</source>
        <translation>가장 큰 패치인 {patch} px보다 작은 이미지가 있습니다.</translation>
    </message>
    <message>
        <source>Without validation images the last checkpoint is kept, not the best.</source>
        <translation>검증 이미지가 없으면 가장 좋은 체크포인트 대신 마지막 체크포인트를 보관합니다.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>&amp;Back</source>
        <translation>뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>앞으로(&amp;W)</translation>
    </message>
    <message>
        <source>Boo&amp;kmarks</source>
        <translation>책갈피(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Add bookmark</source>
        <translation>책갈피 추가(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove all bookmarks of this picture</source>
        <translation>이 이미지의 책갈피 모두 제거(&amp;R)</translation>
    </message>
    <message>
        <source>This view is bookmark {0}: View &gt; Bookmarks</source>
        <translation>현재 화면은 책갈피 {0}번입니다: 보기 &gt; 책갈피</translation>
    </message>
    <message>
        <source>{0}  {1} at {2}, {3}</source>
        <translation>{0}  {1} ({2}, {3})</translation>
    </message>
</context>
<context>
    <name>Plots</name>
    <message>
        <source>Log loss</source>
        <translation>로그 손실</translation>
    </message>
    <message>
        <source>The loss on a logarithmic axis</source>
        <translation>손실을 로그 축으로 표시</translation>
    </message>
    <message>
        <source>How much the curves are smoothed; the values themselves stay faintly behind</source>
        <translation>곡선을 매끄럽게 하는 정도. 실제 값은 뒤에 흐리게 표시</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>스무딩</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>Right crop found</source>
        <translation>정답 크롭 비율</translation>
    </message>
    <message>
        <source>Variance of the output</source>
        <translation>출력의 분산</translation>
    </message>
</context>
<context>
    <name>ProfileWindow</name>
    <message>
        <source>Line profile</source>
        <translation>선 프로파일</translation>
    </message>
    <message>
        <source>What of the colours is plotted</source>
        <translation>그래프로 표시할 색상 성분</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Luma</source>
        <translation>휘도</translation>
    </message>
    <message>
        <source>Red, green, blue</source>
        <translation>빨강, 초록, 파랑</translation>
    </message>
    <message>
        <source>x of the start</source>
        <translation>시작점의 x</translation>
    </message>
    <message>
        <source>y of the start</source>
        <translation>시작점의 y</translation>
    </message>
    <message>
        <source>x of the end</source>
        <translation>끝점의 x</translation>
    </message>
    <message>
        <source>y of the end</source>
        <translation>끝점의 y</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로파일</translation>
    </message>
    <message>
        <source>Source pixels from the start</source>
        <translation>시작점부터의 원본 픽셀</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>에지</translation>
    </message>
    <message>
        <source>Of the edge that is high and steep, on luma: where it is half-way, and from 10 to 90 % of its height</source>
        <translation>높고 가파른 에지의 휘도 기준 중간 지점과 높이 10~90 % 구간의 폭</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>CSV로 복사</translation>
    </message>
    <message>
        <source>All samples of all layers, and the source pixels, into the clipboard</source>
        <translation>모든 레이어의 모든 표본과 원본 픽셀을 클립보드에 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>to</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Source pixels</source>
        <translation>원본 픽셀</translation>
    </message>
    <message>
        <source>{0}: no edge</source>
        <translation>{0}: 에지 없음</translation>
    </message>
    <message>
        <source>{0}: edge at {1:.4g} px, 10–90 % in {2:.3g} px</source>
        <translation>{0}: 에지 {1:.4g} px, 10–90 % 폭 {2:.3g} px</translation>
    </message>
</context>
<context>
    <name>Profiling</name>
    <message>
        <source>Line profile</source>
        <translation>선 프로파일</translation>
    </message>
</context>
<context>
    <name>QKeySequenceEdit</name>
    <message>
        <source>Press shortcut</source>
        <translation>키 누르기</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>{0:.0f} s</source>
        <translation>{0:.0f}초</translation>
    </message>
    <message>
        <source>{0:.0f} min</source>
        <translation>{0:.0f}분</translation>
    </message>
    <message>
        <source>{0} h</source>
        <translation>{0}시간</translation>
    </message>
    <message>
        <source>{0:.0f} days</source>
        <translation>{0:.0f}일</translation>
    </message>
</context>
<context>
    <name>Receiving</name>
    <message>
        <source>What was dropped has no picture, no file and no address of one.</source>
        <translation>끌어다 놓은 것에 이미지나 파일, 이미지 주소가 들어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The clipboard has no picture, no file and no address of one.</source>
        <translation>클립보드에 이미지나 파일, 이미지 주소가 들어 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>{0}  in  {1}</source>
        <translation>{0}  –  {1}</translation>
    </message>
    <message>
        <source>&amp;Forget these</source>
        <translation>목록 지우기(&amp;F)</translation>
    </message>
</context>
<context>
    <name>Remembering</name>
    <message>
        <source>{0} is a view of {1}.</source>
        <translation>{0}: {1}의 한 화면을 저장한 이미지입니다.</translation>
    </message>
    <message>
        <source>The view was seen through {0}, which is not here, or is another now.</source>
        <translation>이 화면에 사용한 {0} 모델이 없거나 바뀌었습니다.</translation>
    </message>
</context>
<context>
    <name>RendererSignals</name>
    <message>
        <source>Preparing {0}</source>
        <translation>{0} 준비 중</translation>
    </message>
    <message>
        <source>Rendering</source>
        <translation>렌더링 중</translation>
    </message>
</context>
<context>
    <name>RepresentationPlot</name>
    <message>
        <source>Computing</source>
        <translation>계산 장치</translation>
    </message>
    <message>
        <source>Representations as points</source>
        <translation>점으로 나타낸 표현</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Remove noise</source>
        <translation>노이즈 제거</translation>
    </message>
    <message>
        <source>denoised</source>
        <translation>노이즈 제거</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>업스케일</translation>
    </message>
    <message>
        <source>enlarged</source>
        <translation>업스케일</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>채워 넣기</translation>
    </message>
    <message>
        <source>filled in</source>
        <translation>채워 넣기</translation>
    </message>
    <message>
        <source>Remove JPEG artefacts</source>
        <translation>JPEG 아티팩트 제거</translation>
    </message>
    <message>
        <source>without artefacts</source>
        <translation>아티팩트 제거</translation>
    </message>
    <message>
        <source>Start restoring</source>
        <translation>복원 시작</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>빠르게</translation>
    </message>
    <message>
        <source>As in the paper</source>
        <translation>논문과 같게</translation>
    </message>
    <message>
        <source>As in the paper, for a large hole</source>
        <translation>논문과 같게(큰 구멍용)</translation>
    </message>
    <message>
        <source>As that run</source>
        <translation>해당 작업과 같게</translation>
    </message>
    <message>
        <source>A small network for a look within minutes, or the paper&apos;s</source>
        <translation>몇 분 안에 결과를 보는 작은 네트워크, 또는 논문의 네트워크</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>사전 설정</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Paint what is to be filled in first: Restore &gt; Paint mask.</source>
        <translation>먼저 복원 &gt; 마스크 그리기에서 채워 넣을 부분을 칠하십시오.</translation>
    </message>
    <message>
        <source>Load a mask</source>
        <translation>마스크 불러오기</translation>
    </message>
    <message>
        <source>Save the mask</source>
        <translation>마스크 저장</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Run</source>
        <translation>작업</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>남은 시간</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>작업 목록</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>학습…</translation>
    </message>
    <message>
        <source>Begin a new run</source>
        <translation>새 작업 시작</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Save, and end the worker; resume goes on</source>
        <translation>저장하고 작업을 멈춤. 나중에 이어서 계속할 수 있음</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>마지막 체크포인트에서 계속</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Save, and be done with it</source>
        <translation>저장하고 작업을 끝냄</translation>
    </message>
    <message>
        <source>Look through it</source>
        <translation>이 모델로 보기</translation>
    </message>
    <message>
        <source>See the picture as it learns</source>
        <translation>학습되는 모습을 이미지로 보기</translation>
    </message>
    <message>
        <source>Scrub</source>
        <translation>훑어보기</translation>
    </message>
    <message>
        <source>Walk through what it made on its way</source>
        <translation>학습 도중에 만든 결과를 단계별로 살펴보기</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>복제…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>What else can be done with this run</source>
        <translation>이 작업으로 할 수 있는 다른 동작</translation>
    </message>
    <message>
        <source>pausing…</source>
        <translation>일시 정지 중…</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>중지 중…</translation>
    </message>
    <message>
        <source>reading {done:,} of {of:,}</source>
        <translation>읽는 중 {done:,} / {of:,}</translation>
    </message>
    <message>
        <source>Drawing its curves…</source>
        <translation>곡선을 그리는 중…</translation>
    </message>
    <message>
        <source>Choose a run to see its curves.</source>
        <translation>작업을 선택하면 곡선이 표시됩니다.</translation>
    </message>
    <message>
        <source>Delete {names} and all checkpoints in it?</source>
        <translation>{names} 작업과 그 안의 모든 체크포인트를 삭제하시겠습니까?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>new</source>
        <translation>신규</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 정지됨</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>중단됨</translation>
    </message>
</context>
<context>
    <name>Samples</name>
    <message>
        <source>Astronaut</source>
        <translation>우주비행사</translation>
    </message>
    <message>
        <source>Cameraman</source>
        <translation>카메라맨</translation>
    </message>
    <message>
        <source>Chelsea the cat</source>
        <translation>고양이 첼시</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>커피</translation>
    </message>
    <message>
        <source>Hubble deep field</source>
        <translation>허블 딥 필드</translation>
    </message>
    <message>
        <source>Moon</source>
        <translation>달</translation>
    </message>
    <message>
        <source>Retina</source>
        <translation>망막</translation>
    </message>
    <message>
        <source>Rocket</source>
        <translation>로켓</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the field of {0}</source>
        <translation>{0}의 필드 저장</translation>
    </message>
    <message>
        <source>float32, as it was learnt</source>
        <translation>float32(학습 그대로)</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
    <message>
        <source>int8</source>
        <translation>int8</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>가중치</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>바이트</translation>
    </message>
    <message>
        <source>Bits a pixel</source>
        <translation>픽셀당 비트</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>측정 중…</translation>
    </message>
    <message>
        <source>bits a pixel</source>
        <translation>픽셀당 비트</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR, dB</translation>
    </message>
    <message>
        <source>this field</source>
        <translation>이 필드</translation>
    </message>
    <message>
        <source>JPEG of the picture</source>
        <translation>이미지의 JPEG</translation>
    </message>
    <message>
        <source>its file</source>
        <translation>원본 파일</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>No JPEG comes as near to the picture as this field.</source>
        <translation>이 필드만큼 이미지에 가까운 JPEG는 없습니다.</translation>
    </message>
    <message>
        <source>For the {0:.1f} dB of {1} JPEG takes {2:,} bytes, {3}.</source>
        <translation>{1}의 {0:.1f} dB를 얻는 데 JPEG는 {2:,}바이트({3})가 필요합니다.</translation>
    </message>
    <message>
        <source>{0:.1f} times fewer</source>
        <translation>{0:.1f}분의 1</translation>
    </message>
    <message>
        <source>{0:.1f} times as many</source>
        <translation>{0:.1f}배</translation>
    </message>
</context>
<context>
    <name>ScrubBar</name>
    <message>
        <source>What the network made on its way, seen where you look now; the curve is how it learnt</source>
        <translation>학습 과정에서 네트워크가 만든 결과를 지금 보는 위치에서 표시. 곡선은 학습 경과</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>진행 과정</translation>
    </message>
    <message>
        <source>Put the slider away; what is seen stays</source>
        <translation>슬라이더를 치움. 보이는 모습은 그대로 유지</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>the result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>{0:.2f} dB</source>
        <translation>{0:.2f} dB</translation>
    </message>
    <message>
        <source>loss {0:.3g}</source>
        <translation>손실 {0:.3g}</translation>
    </message>
    <message>
        <source>step {0:,}</source>
        <translation>스텝 {0:,}</translation>
    </message>
</context>
<context>
    <name>Scrubbing</name>
    <message>
        <source>There is nothing to walk through yet: the slider comes with the first snapshot.</source>
        <translation>아직 훑어볼 것이 없습니다. 첫 스냅숏이 생기면 슬라이더가 나타납니다.</translation>
    </message>
    <message>
        <source>See the picture through a run first: choose it under Train &gt; Runs, then Scrub.</source>
        <translation>먼저 학습 &gt; 작업 목록에서 작업을 선택하고 훑어보기를 누르십시오.</translation>
    </message>
</context>
<context>
    <name>Seeing</name>
    <message>
        <source>Keep &amp;zoom and place between pictures</source>
        <translation>이미지를 바꿔도 배율과 위치 유지(&amp;Z)</translation>
    </message>
    <message>
        <source>True pi&amp;xels</source>
        <translation>실제 픽셀(&amp;X)</translation>
    </message>
    <message>
        <source>Pixel &amp;grid and values</source>
        <translation>픽셀 격자와 값(&amp;G)</translation>
    </message>
    <message>
        <source>Values in &amp;hexadecimal</source>
        <translation>값을 16진수로 표시(&amp;H)</translation>
    </message>
    <message>
        <source>Checke&amp;rboard</source>
        <translation>체크무늬 배경(&amp;R)</translation>
    </message>
    <message>
        <source>Mi&amp;nimap</source>
        <translation>미니맵(&amp;N)</translation>
    </message>
</context>
<context>
    <name>Selection</name>
    <message>
        <source>{0} × {1} at {2}, {3}</source>
        <translation>{0} × {1} ({2}, {3})</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 (%2 x %3 pixels) is too small to be measured at scale %4.</source>
        <translation>%1 이미지(%2 x %3픽셀)가 너무 작아 배율 %4에서 측정할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 already holds a run.</source>
        <translation>%1 폴더에 이미 다른 작업이 있습니다.</translation>
    </message>
    <message>
        <source>%1 belongs to another network.</source>
        <translation>%1 파일은 다른 네트워크의 것입니다.</translation>
    </message>
    <message>
        <source>%1 broke off after %2 of %3 bytes.</source>
        <translation>%1 다운로드가 %3바이트 중 %2바이트에서 끊겼습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be brought back from %2: %3.</source>
        <translation>%1 파일을 %2에서 되돌릴 수 없습니다: %3.</translation>
    </message>
    <message>
        <source>%1 cannot be moved to the trash: %2.</source>
        <translation>%1 파일을 휴지통으로 옮길 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be read as an image.</source>
        <translation>%1 파일을 이미지로 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 파일을 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>%1 cannot hold %2 x %3 pixels: %4 ends at %5 on a side.</source>
        <translation>%1 파일에 %2 x %3픽셀을 담을 수 없습니다. %4 형식은 한 변이 %5픽셀까지입니다.</translation>
    </message>
    <message>
        <source>%1 could not be downloaded: %2.</source>
        <translation>%1 다운로드에 실패했습니다: %2.</translation>
    </message>
    <message>
        <source>%1 could not be rendered: %2.</source>
        <translation>%1 렌더링에 실패했습니다: %2.</translation>
    </message>
    <message>
        <source>%1 does not describe a %2 network: %3.</source>
        <translation>%1 파일의 내용이 %2 네트워크와 맞지 않습니다: %3.</translation>
    </message>
    <message>
        <source>%1 does not end in %2 or %3.</source>
        <translation>%1: 파일 이름이 %2 또는 %3(으)로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>%1 does not end in .html, .pdf or .png.</source>
        <translation>%1: 파일 이름이 .html, .pdf 또는 .png로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>%1 does not end in .pth.</source>
        <translation>%1: 파일 이름이 .pth로 끝나야 합니다.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1: 파일이나 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>%1 does not fit into memory.</source>
        <translation>%1 이미지가 너무 커서 메모리에 담을 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 does not fit into what --blocks, --channels and --hidden ask for: %2.</source>
        <translation>%1 파일이 --blocks, --channels, --hidden으로 정한 구조와 맞지 않습니다: %2.</translation>
    </message>
    <message>
        <source>%1 does not fit into what --encoder and --hidden ask for: %2.</source>
        <translation>%1 파일이 --encoder, --hidden으로 정한 구조와 맞지 않습니다: %2.</translation>
    </message>
    <message>
        <source>%1 failed: %2.</source>
        <translation>%1 실패: %2.</translation>
    </message>
    <message>
        <source>%1 frames are too many.</source>
        <translation>프레임이 %1개로 너무 많습니다.</translation>
    </message>
    <message>
        <source>%1 frames of that size are too many for a GIF.</source>
        <translation>이 크기의 프레임 %1개는 GIF에 담기에 너무 많습니다.</translation>
    </message>
    <message>
        <source>%1 had no valid value for: %2.</source>
        <translation>%1 파일에 다음 설정의 값이 올바르지 않습니다: %2.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels and %4 %5 x %6.</source>
        <translation>%1 이미지는 %2 x %3픽셀이고 %4 이미지는 %5 x %6픽셀입니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, %4 %5 x %6.</source>
        <translation>%1 이미지는 %2 x %3픽셀이고 %4 이미지는 %5 x %6픽셀입니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, more than the %4 megapixels that can be opened.</source>
        <translation>%1 이미지는 %2 x %3픽셀로, 열 수 있는 한도인 %4메가픽셀을 넘습니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, the picture %4 x %5.</source>
        <translation>%1 파일은 %2 x %3픽셀이고 원본 이미지는 %4 x %5픽셀입니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, the result %4 x %5.</source>
        <translation>%1 파일은 %2 x %3픽셀이고 결과 이미지는 %4 x %5픽셀입니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, too few for a style of %4 px.</source>
        <translation>%1 이미지는 %2 x %3픽셀로, %4 px 크기의 스타일로 쓰기에 너무 작습니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels, too few.</source>
        <translation>%1 이미지는 %2 x %3픽셀로 너무 작습니다.</translation>
    </message>
    <message>
        <source>%1 has %2 x %3 pixels; a style needs %4 a side.</source>
        <translation>%1 이미지는 %2 x %3픽셀입니다. 스타일은 한 변이 %4픽셀 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>%1 has a single pixel, which changes nowhere.</source>
        <translation>%1 이미지에는 픽셀이 하나뿐이라 변화가 없습니다.</translation>
    </message>
    <message>
        <source>%1 has another shape than the picture, %2 x %3 pixels.</source>
        <translation>%1 파일의 가로세로 비율이 이미지(%2 x %3픽셀)와 다릅니다.</translation>
    </message>
    <message>
        <source>%1 has more than %2 MB.</source>
        <translation>%1 파일이 %2 MB를 넘습니다.</translation>
    </message>
    <message>
        <source>%1 holds a %2 network, not features.</source>
        <translation>%1 파일에 든 것은 특징 네트워크가 아니라 %2 네트워크입니다.</translation>
    </message>
    <message>
        <source>%1 holds a model of kind %2.</source>
        <translation>%1 파일에 든 것은 %2 모델입니다.</translation>
    </message>
    <message>
        <source>%1 holds more than weights and was not loaded: it could run code.</source>
        <translation>%1 파일에 가중치 외의 내용이 있어 불러오지 않았습니다. 코드가 실행될 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 holds no state dict.</source>
        <translation>%1 파일에 가중치(state dict)가 없습니다.</translation>
    </message>
    <message>
        <source>%1 holds weights that are not finite numbers.</source>
        <translation>%1 파일의 가중치에 유한하지 않은 수가 있습니다.</translation>
    </message>
    <message>
        <source>%1 is a PyTorch file, but not an official LIIF checkpoint.</source>
        <translation>%1 파일은 PyTorch 파일이지만 공식 LIIF 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is a file, not a folder.</source>
        <translation>%1: 폴더가 아니라 파일입니다.</translation>
    </message>
    <message>
        <source>%1 is a folder, and %2 is not.</source>
        <translation>%1은(는) 폴더이지만 %2은(는) 폴더가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is a folder, not an image.</source>
        <translation>%1: 이미지가 아니라 폴더입니다.</translation>
    </message>
    <message>
        <source>%1 is a network for any picture.</source>
        <translation>%1 파일은 어떤 이미지에나 쓰는 네트워크입니다.</translation>
    </message>
    <message>
        <source>%1 is a page of %2, not a picture.</source>
        <translation>%1: 이미지가 아니라 %2의 웹 페이지입니다.</translation>
    </message>
    <message>
        <source>%1 is a picture of its own, of %2 x %3 pixels.</source>
        <translation>%1 파일은 그 자체로 %2 x %3픽셀의 이미지입니다.</translation>
    </message>
    <message>
        <source>%1 is a picture of the batch itself.</source>
        <translation>%1 파일은 렌더링할 이미지 중 하나입니다.</translation>
    </message>
    <message>
        <source>%1 is a style network, which goes alone.</source>
        <translation>%1 파일은 스타일 네트워크이므로 하나만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 is being trained by another process.</source>
        <translation>%1 작업을 다른 프로세스가 학습하고 있습니다.</translation>
    </message>
    <message>
        <source>%1 is black everywhere: nothing of the picture is known.</source>
        <translation>%1 마스크가 모두 검은색이라 이미지에서 알려진 부분이 없습니다.</translation>
    </message>
    <message>
        <source>%1 is broken: all settings are the usual ones again.</source>
        <translation>%1 파일이 손상되어 모든 설정을 기본값으로 되돌렸습니다.</translation>
    </message>
    <message>
        <source>%1 is damaged or ends too early (%2 bytes): %3.</source>
        <translation>%1 파일이 손상되었거나 중간에 끝납니다(%2바이트): %3.</translation>
    </message>
    <message>
        <source>%1 is damaged or ends too early.</source>
        <translation>%1 파일이 손상되었거나 중간에 끝납니다.</translation>
    </message>
    <message>
        <source>%1 is damaged or not a PyTorch checkpoint.</source>
        <translation>%1 파일이 손상되었거나 PyTorch 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is damaged or not a PyTorch file.</source>
        <translation>%1 파일이 손상되었거나 PyTorch 파일이 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is damaged: nothing can go on from it.</source>
        <translation>%1 파일이 손상되어 이어서 진행할 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes).</source>
        <translation>%1 파일이 비어 있습니다(0바이트).</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 파일이 비어 있습니다.</translation>
    </message>
    <message>
        <source>%1 is no name for a file.</source>
        <translation>%1: 파일 이름으로 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 is not a VGG-16: %2 is missing or of another shape.</source>
        <translation>%1 파일은 VGG-16이 아닙니다. %2이(가) 없거나 크기가 다릅니다.</translation>
    </message>
    <message>
        <source>%1 is not a checkpoint of srview.</source>
        <translation>%1 파일은 srview의 체크포인트가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is not a device.</source>
        <translation>%1: 그런 장치 이름은 없습니다.</translation>
    </message>
    <message>
        <source>%1 is not a style network of --width %2.</source>
        <translation>%1 파일은 --width %2의 스타일 네트워크가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is not a style network.</source>
        <translation>%1 파일은 스타일 네트워크가 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is not an image of a known kind.</source>
        <translation>%1 파일은 알려진 이미지 형식이 아닙니다.</translation>
    </message>
    <message>
        <source>%1 is not as large as %2.</source>
        <translation>%1 파일의 크기가 %2 이미지와 다릅니다.</translation>
    </message>
    <message>
        <source>%1 is not the state dict of a DASR: %2.</source>
        <translation>%1 파일은 DASR의 가중치(state dict)가 아닙니다: %2.</translation>
    </message>
    <message>
        <source>%1 is not the state dict of a SIREN of an image: %2.</source>
        <translation>%1 파일은 이미지 SIREN의 가중치(state dict)가 아닙니다: %2.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 파일이 없어졌습니다.</translation>
    </message>
    <message>
        <source>%1 is required.</source>
        <translation>%1: 반드시 지정해야 합니다.</translation>
    </message>
    <message>
        <source>%1 is running.</source>
        <translation>%1 작업이 실행 중입니다.</translation>
    </message>
    <message>
        <source>%1 is the folder of the pictures themselves.</source>
        <translation>%1 폴더는 이미지가 있는 폴더입니다.</translation>
    </message>
    <message>
        <source>%1 is too large.</source>
        <translation>%1 파일이 너무 큽니다.</translation>
    </message>
    <message>
        <source>%1 is too small to be shrunk so much.</source>
        <translation>%1 이미지가 너무 작아 그만큼 줄일 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 is white everywhere: there is nothing to fill in.</source>
        <translation>%1 마스크가 모두 흰색이라 채워 넣을 부분이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 images are left out:</source>
        <translation>이미지 %2개 중 %1개를 제외했습니다:</translation>
    </message>
    <message>
        <source>%1 of %2 pictures were not rendered: %3.</source>
        <translation>이미지 %2개 중 %1개를 렌더링하지 못했습니다: %3.</translation>
    </message>
    <message>
        <source>%1 styles need as many shares, not all of them 0.</source>
        <translation>스타일이 %1개이면 비중도 그만큼 필요하며, 모두 0일 수는 없습니다.</translation>
    </message>
    <message>
        <source>%1 takes 16 to %2 a side.</source>
        <translation>%1 형식은 한 변이 16~%2픽셀이어야 합니다.</translation>
    </message>
    <message>
        <source>%1 was written by a newer srview.</source>
        <translation>%1 파일은 더 새로운 버전의 srview에서 저장한 것입니다.</translation>
    </message>
    <message>
        <source>%1 x %2 pixels are too many for %3, which is written in one piece.</source>
        <translation>%1 x %2픽셀은 한 번에 저장해야 하는 %3 형식에 너무 큽니다.</translation>
    </message>
    <message>
        <source>%1 x %2 pixels are too many for a page.</source>
        <translation>%1 x %2픽셀은 한 페이지에 담기에 너무 큽니다.</translation>
    </message>
    <message>
        <source>%1 x %2 pixels are too many to learn from their %3: %4 are the most.</source>
        <translation>%1 x %2픽셀은 %3(으)로 학습하기에 너무 많습니다. 최대 %4픽셀입니다.</translation>
    </message>
    <message>
        <source>--compare is for two fields side by side, --blend for one over the other.</source>
        <translation>--compare는 두 필드를 나란히, --blend는 겹쳐서 볼 때 씁니다.</translation>
    </message>
    <message>
        <source>--format is for folders.</source>
        <translation>--format은 폴더에만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>--mask MASK, white where the picture is known.</source>
        <translation>--mask MASK를 쓰십시오. 알려진 부분은 흰색입니다.</translation>
    </message>
    <message>
        <source>--noise is for --degradation iso or aniso.</source>
        <translation>--noise는 --degradation iso 또는 aniso에만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>--show difference and --against belong together.</source>
        <translation>--show difference와 --against는 함께 써야 합니다.</translation>
    </message>
    <message>
        <source>--zoom %1 is deeper than the deepest zoom, %2.</source>
        <translation>--zoom %1은(는) 최대 배율인 %2을(를) 넘습니다.</translation>
    </message>
    <message>
        <source>-o OUT.png, -o RUN for a run&apos;s folder, or --resume RUN.</source>
        <translation>-o OUT.png, 작업 폴더라면 -o RUN, 또는 --resume RUN.</translation>
    </message>
    <message>
        <source>-o OUT.safetensors, -o RUN for a run&apos;s folder, or --resume RUN.</source>
        <translation>-o OUT.safetensors, 작업 폴더라면 -o RUN, 또는 --resume RUN.</translation>
    </message>
    <message>
        <source>-o RUN for a new one, --resume RUN to go on with one.</source>
        <translation>새로 시작하려면 -o RUN, 이어서 하려면 --resume RUN.</translation>
    </message>
    <message>
        <source>A %1 model has no official LIIF layout.</source>
        <translation>%1 모델은 공식 LIIF 형식으로 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>A batch of %1 cannot be shared equally by %2 processes.</source>
        <translation>배치 크기 %1을(를) 프로세스 %2개에 똑같이 나눌 수 없습니다.</translation>
    </message>
    <message>
        <source>A difference needs another field to be the difference from.</source>
        <translation>차이를 보려면 비교할 다른 필드가 필요합니다.</translation>
    </message>
    <message>
        <source>A hole has more than %1 x %2 pixels.</source>
        <translation>빈 곳 하나가 %1 x %2픽셀보다 큽니다.</translation>
    </message>
    <message>
        <source>A mask must be as large as its picture.</source>
        <translation>마스크는 이미지와 크기가 같아야 합니다.</translation>
    </message>
    <message>
        <source>A style network needs no estimate: it takes a moment.</source>
        <translation>스타일 네트워크는 잠깐이면 되므로 예상 시간이 필요 없습니다.</translation>
    </message>
    <message>
        <source>Add one.</source>
        <translation>1을 더하십시오.</translation>
    </message>
    <message>
        <source>An image in %1 is too small for scale %2.</source>
        <translation>%1 폴더의 이미지 중에 배율 %2에는 너무 작은 것이 있습니다.</translation>
    </message>
    <message>
        <source>And %1 more.</source>
        <translation>그 밖에 %1개가 더 있습니다.</translation>
    </message>
    <message>
        <source>Another process of this training has ended.</source>
        <translation>이 학습의 다른 프로세스가 종료되었습니다.</translation>
    </message>
    <message>
        <source>Another program wrote it: of others, only official .pth files of LIIF, SIREN, DASR and style networks are read.</source>
        <translation>다른 프로그램이 만든 파일입니다. 다른 프로그램의 파일은 LIIF, SIREN, DASR, 스타일 신경망의 공식 .pth만 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Ask its author for a .safetensors file.</source>
        <translation>만든 사람에게 .safetensors 파일을 요청하십시오.</translation>
    </message>
    <message>
        <source>Begin a new run with --init last.safetensors.</source>
        <translation>--init last.safetensors로 새 작업을 시작하십시오.</translation>
    </message>
    <message>
        <source>Cannot delete %1: %2.</source>
        <translation>%1 폴더를 삭제할 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1 파일을 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2. All settings are the usual ones.</source>
        <translation>%1 파일을 읽을 수 없습니다: %2. 모든 설정에 기본값을 씁니다.</translation>
    </message>
    <message>
        <source>Cannot read the folder %1: %2.</source>
        <translation>%1 폴더를 읽을 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot remember %1: %2.</source>
        <translation>%1 파일을 최근 목록에 남길 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot rename %1: %2.</source>
        <translation>%1 파일의 이름을 바꿀 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot write %1 as a picture.</source>
        <translation>%1 파일을 이미지로 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>Cannot write %1 with 16 bits a channel: %2 holds 8.</source>
        <translation>%1 파일을 채널당 16비트로 저장할 수 없습니다. %2 형식은 8비트까지입니다.</translation>
    </message>
    <message>
        <source>Cannot write %1 with 16 bits a channel: tiles on the web hold 8.</source>
        <translation>%1 파일을 채널당 16비트로 저장할 수 없습니다. 웹 타일은 8비트까지입니다.</translation>
    </message>
    <message>
        <source>Cannot write %1.</source>
        <translation>%1 파일을 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>Cannot write %1: %2.</source>
        <translation>%1 파일을 저장할 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>Cannot write %1: its ending is not one of %2.</source>
        <translation>%1 파일을 저장할 수 없습니다. 확장자가 다음 중 하나여야 합니다: %2.</translation>
    </message>
    <message>
        <source>Check the connection, or get %1 elsewhere and name it with --vgg FILE.</source>
        <translation>연결을 확인하거나, 다른 곳에서 %1 파일을 받아 --vgg FILE로 지정하십시오.</translation>
    </message>
    <message>
        <source>Check the connection, or save it with the browser and open the file.</source>
        <translation>연결을 확인하거나, 브라우저로 저장한 뒤 그 파일을 여십시오.</translation>
    </message>
    <message>
        <source>Choose a .safetensors or .pth checkpoint.</source>
        <translation>.safetensors 또는 .pth 체크포인트를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a .safetensors or .pth file.</source>
        <translation>.safetensors 또는 .pth 파일을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose a LIIF: liif-small.</source>
        <translation>liif-small 같은 LIIF를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another --batch.</source>
        <translation>--batch를 다른 값으로 바꾸십시오.</translation>
    </message>
    <message>
        <source>Choose another model or device.</source>
        <translation>다른 모델이나 장치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>다른 모델을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>다른 이름을 선택하십시오.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>다른 폴더를 고르십시오.</translation>
    </message>
    <message>
        <source>Choose another place or free some space.</source>
        <translation>다른 위치를 선택하거나 공간을 확보하십시오.</translation>
    </message>
    <message>
        <source>Choose vgg16, or random.</source>
        <translation>vgg16이나 random을 선택하십시오.</translation>
    </message>
    <message>
        <source>Compare a smaller part, or at a smaller scale.</source>
        <translation>더 작은 부분이나 더 낮은 배율로 비교하십시오.</translation>
    </message>
    <message>
        <source>Compares by VGG-16, which has learnt to tell a thousand kinds of things apart: what the paper does.</source>
        <translation>VGG-16으로 비교합니다. 천 가지 사물을 구별하도록 학습한 네트워크로, 논문과 같은 방식입니다.</translation>
    </message>
    <message>
        <source>Compares by random features, which have learnt nothing: they hold textures and edges, but know no things.</source>
        <translation>학습하지 않은 무작위 특징으로 비교합니다. 질감과 경계는 담아내지만 사물은 알지 못합니다.</translation>
    </message>
    <message>
        <source>Compares by srview&apos;s own features, learnt from photos without labels: like VGG-16, but less sure of things.</source>
        <translation>레이블 없는 사진으로 학습한 srview 자체 특징으로 비교합니다. VGG-16과 비슷하지만 사물 구별은 덜 정확합니다.</translation>
    </message>
    <message>
        <source>Crop or shrink it first.</source>
        <translation>먼저 자르거나 줄이십시오.</translation>
    </message>
    <message>
        <source>Drag the picture itself, or copy its address.</source>
        <translation>이미지 자체를 끌어다 놓거나 이미지 주소를 복사하십시오.</translation>
    </message>
    <message>
        <source>Export a LIIF model.</source>
        <translation>LIIF 모델을 내보내십시오.</translation>
    </message>
    <message>
        <source>Failed to decode frame %1: Truncated data</source>
        <translation>프레임 %1의 데이터가 잘려 있습니다</translation>
    </message>
    <message>
        <source>Features are not seen in %1 x %2 pixels: it takes %3 a side.</source>
        <translation>%1 x %2픽셀에서는 특징을 볼 수 없습니다. 한 변이 %3픽셀 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>파일이 너무 큽니다</translation>
    </message>
    <message>
        <source>Fill it in in a smaller copy of the picture.</source>
        <translation>이미지를 줄인 사본에서 채워 넣으십시오.</translation>
    </message>
    <message>
        <source>Fit a part of the picture.</source>
        <translation>이미지의 일부 영역만 맞추십시오.</translation>
    </message>
    <message>
        <source>Frames of %1 x %2 pixels cannot be had.</source>
        <translation>%1 x %2픽셀의 프레임은 만들 수 없습니다.</translation>
    </message>
    <message>
        <source>Free some space and use --resume; %1.</source>
        <translation>공간을 확보한 뒤 --resume을 쓰십시오(%1).</translation>
    </message>
    <message>
        <source>Get it with: srview models download vgg16, or name its file with --vgg FILE.</source>
        <translation>srview models download vgg16으로 받거나 --vgg FILE로 파일을 지정하십시오.</translation>
    </message>
    <message>
        <source>Give torchvision&apos;s vgg16.pth.</source>
        <translation>torchvision의 vgg16.pth를 지정하십시오.</translation>
    </message>
    <message>
        <source>Go on with --resume %1, or name a new folder.</source>
        <translation>--resume %1(으)로 이어서 하거나 새 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Go on with the encoder and decoder the run began with.</source>
        <translation>작업을 시작할 때와 같은 인코더와 디코더로 진행하십시오.</translation>
    </message>
    <message>
        <source>Input should be %1.</source>
        <translation>다음 중 하나여야 합니다: %1.</translation>
    </message>
    <message>
        <source>Input should be a finite number.</source>
        <translation>유한한 수여야 합니다.</translation>
    </message>
    <message>
        <source>Input should be a valid integer, got a number with a fractional part.</source>
        <translation>소수점 이하가 없는 정수여야 합니다.</translation>
    </message>
    <message>
        <source>Input should be a valid integer, unable to parse string as an integer.</source>
        <translation>정수여야 합니다.</translation>
    </message>
    <message>
        <source>Input should be a valid number, unable to parse string as a number.</source>
        <translation>숫자여야 합니다.</translation>
    </message>
    <message>
        <source>Input should be greater than %1.</source>
        <translation>%1보다 커야 합니다.</translation>
    </message>
    <message>
        <source>Input should be greater than or equal to %1.</source>
        <translation>%1 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>Input should be less than %1.</source>
        <translation>%1보다 작아야 합니다.</translation>
    </message>
    <message>
        <source>Input should be less than or equal to %1.</source>
        <translation>%1 이하여야 합니다.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>입출력 오류입니다</translation>
    </message>
    <message>
        <source>Install scikit-image.</source>
        <translation>scikit-image를 설치하십시오.</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>폴더입니다</translation>
    </message>
    <message>
        <source>It failed unexpectedly: %1.</source>
        <translation>예기치 않게 실패했습니다: %1.</translation>
    </message>
    <message>
        <source>It is damaged, or only a part of the file: copy or download it again.</source>
        <translation>손상되었거나 일부만 있는 파일입니다. 다시 복사하거나 내려받으십시오.</translation>
    </message>
    <message>
        <source>It must hold {&apos;model&apos;: {&apos;name&apos;, &apos;args&apos;, &apos;sd&apos;}}, or the state dict of a SIREN, a DASR or a style network.</source>
        <translation>{&apos;model&apos;: {&apos;name&apos;, &apos;args&apos;, &apos;sd&apos;}}, 또는 SIREN, DASR, 스타일 네트워크의 가중치(state dict)가 들어 있어야 합니다.</translation>
    </message>
    <message>
        <source>Its own message says why.</source>
        <translation>이유는 그 프로세스의 메시지에 있습니다.</translation>
    </message>
    <message>
        <source>Its training probably diverged.</source>
        <translation>학습이 발산했을 수 있습니다.</translation>
    </message>
    <message>
        <source>Known are %1.</source>
        <translation>알려진 형식: %1.</translation>
    </message>
    <message>
        <source>Leave --estimate out.</source>
        <translation>--estimate를 빼십시오.</translation>
    </message>
    <message>
        <source>Little memory on %1: blocks of %2 × %3 pixels.</source>
        <translation>%1의 메모리가 부족해 %2 × %3픽셀 블록으로 나눕니다.</translation>
    </message>
    <message>
        <source>MP4 needs even numbers of pixels, not %1 x %2.</source>
        <translation>MP4는 픽셀 수가 짝수여야 합니다(현재 %1 x %2).</translation>
    </message>
    <message>
        <source>Make it shorter, or show fewer a second.</source>
        <translation>더 짧게 하거나 초당 프레임 수를 줄이십시오.</translation>
    </message>
    <message>
        <source>Name a folder of photographs.</source>
        <translation>사진이 있는 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Name a job.toml, or the folder of a run.</source>
        <translation>job.toml이나 작업 폴더를 지정하십시오.</translation>
    </message>
    <message>
        <source>Name one of %1, or a file.</source>
        <translation>다음 중 하나나 파일을 지정하십시오: %1.</translation>
    </message>
    <message>
        <source>Name one of srview train features.</source>
        <translation>srview train features로 만든 파일을 지정하십시오.</translation>
    </message>
    <message>
        <source>Name pictures, or one network.</source>
        <translation>이미지를 지정하거나 네트워크를 하나만 지정하십시오.</translation>
    </message>
    <message>
        <source>No image found in %1.</source>
        <translation>%1에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>No image in %1 has the %2 x %3 pixels a patch needs.</source>
        <translation>%1에 패치에 필요한 %2 x %3픽셀 이상인 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>No picture can be seen through %1, a %2.</source>
        <translation>%1(%2) 모델로는 이미지를 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>저장 공간이 없습니다</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>파일이나 폴더가 없습니다</translation>
    </message>
    <message>
        <source>None of the %1 images in %2 can be read:</source>
        <translation>%2의 이미지 %1개를 하나도 읽을 수 없습니다:</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>폴더가 아닙니다</translation>
    </message>
    <message>
        <source>Nothing in it can be shown.</source>
        <translation>표시할 내용이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing is no name for a file.</source>
        <translation>파일 이름이 비어 있습니다.</translation>
    </message>
    <message>
        <source>Of official .pth files, &apos;liif&apos; is supported.</source>
        <translation>공식 .pth 파일은 &apos;liif&apos;만 지원합니다.</translation>
    </message>
    <message>
        <source>Only pictures of one size can be compared.</source>
        <translation>크기가 같은 이미지만 비교할 수 있습니다.</translation>
    </message>
    <message>
        <source>Open a picture, and choose the network for it.</source>
        <translation>이미지를 연 뒤 네트워크로 선택하십시오.</translation>
    </message>
    <message>
        <source>Open it as one.</source>
        <translation>이미지로 여십시오.</translation>
    </message>
    <message>
        <source>Open it instead.</source>
        <translation>비교하지 말고 여십시오.</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>허용되지 않은 작업입니다</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>권한이 없습니다</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>읽기 전용 파일 시스템입니다</translation>
    </message>
    <message>
        <source>Render a part, or a smaller scale.</source>
        <translation>일부만 렌더링하거나 배율을 낮추십시오.</translation>
    </message>
    <message>
        <source>Render into another folder.</source>
        <translation>다른 폴더에 렌더링하십시오.</translation>
    </message>
    <message>
        <source>Render them into folders of their own.</source>
        <translation>서로 다른 폴더에 렌더링하십시오.</translation>
    </message>
    <message>
        <source>Resume with a lower --lr.</source>
        <translation>--lr을 낮추어 계속하십시오.</translation>
    </message>
    <message>
        <source>Save it as MP4.</source>
        <translation>MP4로 저장하십시오.</translation>
    </message>
    <message>
        <source>Save it as PNG or TIFF.</source>
        <translation>PNG나 TIFF로 저장하십시오.</translation>
    </message>
    <message>
        <source>Save it with the browser, and open the file.</source>
        <translation>브라우저로 저장한 뒤 그 파일을 여십시오.</translation>
    </message>
    <message>
        <source>Say both, for instance --against bicubic.</source>
        <translation>--against bicubic처럼 둘 다 지정하십시오.</translation>
    </message>
    <message>
        <source>Say where the network goes:</source>
        <translation>네트워크를 저장할 곳을 지정하십시오:</translation>
    </message>
    <message>
        <source>Say where the picture goes:</source>
        <translation>이미지를 저장할 곳을 지정하십시오:</translation>
    </message>
    <message>
        <source>Say where the run goes:</source>
        <translation>작업을 저장할 곳을 지정하십시오:</translation>
    </message>
    <message>
        <source>Say which.</source>
        <translation>비교할 필드를 지정하십시오.</translation>
    </message>
    <message>
        <source>Several pictures do not fit into %1.</source>
        <translation>%1 파일 하나에 이미지를 여럿 저장할 수 없습니다.</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>먼저 중지하십시오.</translation>
    </message>
    <message>
        <source>Supported: %1.</source>
        <translation>지원하는 모델: %1.</translation>
    </message>
    <message>
        <source>That failed unexpectedly: %1.</source>
        <translation>예기치 않게 실패했습니다: %1.</translation>
    </message>
    <message>
        <source>The checkpoint %1 does not exist.</source>
        <translation>%1 체크포인트가 없습니다.</translation>
    </message>
    <message>
        <source>The feature network is missing from the program&apos;s files.</source>
        <translation>프로그램 파일에 특징 네트워크가 없습니다.</translation>
    </message>
    <message>
        <source>The fit collapsed at step %1, again and again.</source>
        <translation>맞춤이 스텝 %1에서 거듭 무너졌습니다.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>%1 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>The loss stopped being a number before step %1.</source>
        <translation>스텝 %1 전에 손실이 숫자가 아니게 되었습니다.</translation>
    </message>
    <message>
        <source>The memory of %1 is too small for %2; the CPU paints it.</source>
        <translation>%1의 메모리가 %2 이미지에 부족하여 CPU로 그립니다.</translation>
    </message>
    <message>
        <source>The memory of %1 is too small for this network: the CPU computes instead.</source>
        <translation>%1의 메모리가 이 네트워크에 부족하여 CPU로 계산합니다.</translation>
    </message>
    <message>
        <source>The old one is %1.</source>
        <translation>이전 파일은 %1에 있습니다.</translation>
    </message>
    <message>
        <source>The output would have %1 x %2 pixels.</source>
        <translation>출력이 %1 x %2픽셀로 너무 큽니다.</translation>
    </message>
    <message>
        <source>The part reaches beyond the %1 x %2 pixels of %3.</source>
        <translation>선택한 부분이 %3 이미지(%1 x %2픽셀)를 벗어납니다.</translation>
    </message>
    <message>
        <source>The region is empty.</source>
        <translation>영역이 비어 있습니다.</translation>
    </message>
    <message>
        <source>The region reaches beyond the image of %1 x %2 pixels.</source>
        <translation>영역이 이미지(%1 x %2픽셀)를 벗어납니다.</translation>
    </message>
    <message>
        <source>The sample photos of scikit-image are not installed.</source>
        <translation>scikit-image의 샘플 사진이 설치되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The worker of %1 could not be started: %2.</source>
        <translation>%1 작업의 프로세스를 시작할 수 없습니다: %2.</translation>
    </message>
    <message>
        <source>There are %1, or name a checkpoint file.</source>
        <translation>사용할 수 있는 모델: %1. 체크포인트 파일을 지정할 수도 있습니다.</translation>
    </message>
    <message>
        <source>There are %1.</source>
        <translation>사용할 수 있는 것: %1.</translation>
    </message>
    <message>
        <source>There are no pictures in %1.</source>
        <translation>%1에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>There are no pictures there.</source>
        <translation>그곳에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>There is a %1 in %2 already.</source>
        <translation>%2에 %1 파일이 이미 있습니다.</translation>
    </message>
    <message>
        <source>There is another %1 in %2 now.</source>
        <translation>이제 %2에 다른 %1 파일이 있습니다.</translation>
    </message>
    <message>
        <source>There is no display to open a window on.</source>
        <translation>창을 열 디스플레이가 없습니다.</translation>
    </message>
    <message>
        <source>There is no feature network %1.</source>
        <translation>%1 특징 네트워크가 없습니다.</translation>
    </message>
    <message>
        <source>There is no image in %1.</source>
        <translation>%1에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>There is no model %1.</source>
        <translation>%1 모델이 없습니다.</translation>
    </message>
    <message>
        <source>There is no picture in %1.</source>
        <translation>%1에 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>There is no sample photo %1.</source>
        <translation>%1 샘플 사진이 없습니다.</translation>
    </message>
    <message>
        <source>This field has no local ensemble whose predictions could disagree.</source>
        <translation>이 필드에는 예측을 서로 비교할 국소 앙상블이 없습니다.</translation>
    </message>
    <message>
        <source>This machine cannot compile the network: %1.</source>
        <translation>이 컴퓨터에서는 네트워크를 컴파일할 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>This machine has no device %1.</source>
        <translation>이 컴퓨터에 %1 장치가 없습니다.</translation>
    </message>
    <message>
        <source>This network&apos;s representations do not tell how blurred a picture is.</source>
        <translation>이 네트워크의 표현으로는 이미지가 얼마나 흐린지 알 수 없습니다.</translation>
    </message>
    <message>
        <source>Train without --compile.</source>
        <translation>--compile 없이 학습하세요.</translation>
    </message>
    <message>
        <source>Truncated File Read</source>
        <translation>파일이 중간에 끊겨 있습니다</translation>
    </message>
    <message>
        <source>Try a lower --lr or another --seed.</source>
        <translation>--lr을 낮추거나 --seed를 바꾸어 보십시오.</translation>
    </message>
    <message>
        <source>Two of the pictures are called %1.</source>
        <translation>이름이 %1인 이미지가 둘 있습니다.</translation>
    </message>
    <message>
        <source>Update srview to open it.</source>
        <translation>srview를 업데이트한 뒤 여십시오.</translation>
    </message>
    <message>
        <source>Use --device auto or cpu.</source>
        <translation>--device auto나 cpu를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use --screenshot OUT.png or srview render.</source>
        <translation>--screenshot OUT.png나 srview render를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use -o FOLDER.</source>
        <translation>-o FOLDER를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use PNG or TIFF.</source>
        <translation>PNG나 TIFF를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use a name that ends in .png.</source>
        <translation>.png로 끝나는 이름을 쓰십시오.</translation>
    </message>
    <message>
        <source>Use a smaller --patch, or larger images.</source>
        <translation>--patch를 줄이거나 더 큰 이미지를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use auto, cpu, cuda, cuda:N or mps.</source>
        <translation>auto, cpu, cuda, cuda:N, mps 중 하나를 쓰십시오.</translation>
    </message>
    <message>
        <source>Use one of them.</source>
        <translation>둘 중 하나만 쓰십시오.</translation>
    </message>
    <message>
        <source>VGG-16 is not on this machine.</source>
        <translation>이 컴퓨터에 VGG-16이 없습니다.</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>끝날 때까지 기다리거나 중지하십시오.</translation>
    </message>
    <message>
        <source>What is to be filled in must be said:</source>
        <translation>채워 넣을 부분을 지정해야 합니다:</translation>
    </message>
    <message>
        <source>What was sent is not %1: its checksum is another.</source>
        <translation>받은 파일은 %1이(가) 아닙니다. 체크섬이 다릅니다.</translation>
    </message>
    <message>
        <source>What was there is kept as %1.</source>
        <translation>원래 내용은 %1 파일에 보관했습니다.</translation>
    </message>
    <message>
        <source>a composite is learnt from the gradient or Laplacian.</source>
        <translation>합성은 기울기나 라플라시안으로만 학습합니다.</translation>
    </message>
    <message>
        <source>a mask is for learning from pixels.</source>
        <translation>마스크는 픽셀로 학습할 때만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>a part is given by x, y, width and height in whole pixels.</source>
        <translation>영역은 x, y, 너비, 높이를 정수 픽셀로 지정합니다.</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>이미지 데이터가 깨져 있습니다</translation>
    </message>
    <message>
        <source>could not create decoder object</source>
        <translation>디코더를 만들 수 없습니다</translation>
    </message>
    <message>
        <source>failed to read next frame</source>
        <translation>다음 프레임을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>image file is truncated</source>
        <translation>이미지 데이터가 잘려 있습니다</translation>
    </message>
    <message>
        <source>image file is truncated (%1 bytes not processed)</source>
        <translation>이미지 데이터가 잘려 있습니다(%1바이트를 처리하지 못함)</translation>
    </message>
    <message>
        <source>queue must be a multiple of batch.</source>
        <translation>큐는 배치 크기의 배수여야 합니다.</translation>
    </message>
    <message>
        <source>samples must be at least %1 for features to be seen in them.</source>
        <translation>특징을 보려면 샘플 수가 %1 이상이어야 합니다.</translation>
    </message>
    <message>
        <source>samples must not exceed the %1 pixels of the smallest crop.</source>
        <translation>샘플 수는 가장 작은 패치의 %1픽셀을 넘을 수 없습니다.</translation>
    </message>
    <message>
        <source>scale_max must not be below scale_min.</source>
        <translation>최대 배율은 최소 배율보다 작을 수 없습니다.</translation>
    </message>
    <message>
        <source>some weight must be above 0.</source>
        <translation>가중치 중 하나는 0보다 커야 합니다.</translation>
    </message>
    <message>
        <source>srview desktop is for desktops that follow freedesktop.org, as those of Linux do.</source>
        <translation>srview desktop은 Linux처럼 freedesktop.org 표준을 따르는 데스크톱에서 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>srview train style makes one.</source>
        <translation>srview train style로 만들 수 있습니다.</translation>
    </message>
    <message>
        <source>the checkpoint of step %1 is kept</source>
        <translation>스텝 %1의 체크포인트는 남아 있습니다</translation>
    </message>
    <message>
        <source>the encoder, the decoder and the skips must have as many levels.</source>
        <translation>인코더, 디코더, 스킵 연결의 단계 수가 같아야 합니다.</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>서버 응답 %1</translation>
    </message>
    <message>
        <source>there is no earlier checkpoint</source>
        <translation>이전 체크포인트가 없습니다</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>메모리가 부족합니다</translation>
    </message>
    <message>
        <source>unrecognized data stream contents when reading image file</source>
        <translation>이미지 데이터를 알아볼 수 없습니다</translation>
    </message>
    <message>
        <source>what colours are compared by is for learning from pixels.</source>
        <translation>색을 비교하는 방법은 픽셀로 학습할 때만 정할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Takes effect when srview is started again.</source>
        <translation>srview를 다시 시작하면 적용됩니다.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>모두 초기화</translation>
    </message>
    <message>
        <source>Set everything, keys included, as it was at first</source>
        <translation>단축키를 포함한 모든 설정을 처음 상태로 되돌리기</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>%n source pixel(s)</source>
        <translation>원본 픽셀 %n개</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Anywhere</source>
        <translation>어디서나</translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Search for an action or a key</source>
        <translation>동작 또는 키 검색</translation>
    </message>
    <message>
        <source>Show only actions whose name or key has this in it</source>
        <translation>이름이나 키에 이 내용이 있는 동작만 표시</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>동작 목록</translation>
    </message>
    <message>
        <source>Choose an action to change its keys</source>
        <translation>단축키를 바꿀 동작 선택</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Use it here instead</source>
        <translation>여기에 사용</translation>
    </message>
    <message>
        <source>Take the key away from the other action</source>
        <translation>다른 동작에서 이 키를 해제</translation>
    </message>
    <message>
        <source>Leave it there</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Leave the keys of both actions as they are</source>
        <translation>두 동작의 키를 모두 그대로 둡니다</translation>
    </message>
    <message>
        <source>Reset this action</source>
        <translation>이 동작 초기화</translation>
    </message>
    <message>
        <source>Give the chosen action its usual keys back</source>
        <translation>선택한 동작의 단축키를 기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>모든 단축키 초기화</translation>
    </message>
    <message>
        <source>Give all actions their usual keys back</source>
        <translation>모든 동작의 단축키를 기본값으로 되돌리기</translation>
    </message>
    <message>
        <source>Key {0} of the chosen action</source>
        <translation>선택한 동작의 단축키 {0}</translation>
    </message>
    <message>
        <source>Press the key that is to be one of this action</source>
        <translation>이 동작에 지정할 키 누르기</translation>
    </message>
    <message>
        <source>Keys of “{0}”</source>
        <translation>“{0}” 단축키</translation>
    </message>
    <message>
        <source>{0} is a key of “{1}” ({2}).</source>
        <translation>{0}: 이미 “{1}”({2})에 지정된 단축키입니다.</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Field</source>
        <translation>필드</translation>
    </message>
    <message>
        <source>The field the picture is seen through</source>
        <translation>이미지를 보여 줄 필드</translation>
    </message>
    <message>
        <source>What is shown of it</source>
        <translation>표시할 내용</translation>
    </message>
    <message>
        <source>The field itself, how it changes, or what it is off</source>
        <translation>필드 자체, 변화의 정도, 또는 차이</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>색상</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>기울기</translation>
    </message>
    <message>
        <source>Gradient&apos;s direction</source>
        <translation>기울기 방향</translation>
    </message>
    <message>
        <source>Laplacian</source>
        <translation>라플라시안</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>Signed difference</source>
        <translation>부호 있는 차이</translation>
    </message>
    <message>
        <source>Honesty</source>
        <translation>충실도</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>불일치</translation>
    </message>
    <message>
        <source>Where the field, shrunk back to the size of the photo, is not the photo</source>
        <translation>필드를 사진 크기로 다시 줄였을 때 사진과 다른 곳</translation>
    </message>
    <message>
        <source>Where the four latents that a LIIF asks for each point disagree</source>
        <translation>LIIF가 점마다 참조하는 네 잠재 코드의 예측이 어긋나는 곳</translation>
    </message>
    <message>
        <source>Crisp deep zoom</source>
        <translation>선명한 심층 확대</translation>
    </message>
    <message>
        <source>Past ×4 enlarge and encode again, level by level, for edges that stay sharp</source>
        <translation>×4를 넘으면 단계마다 확대하고 다시 인코딩하여 경계를 선명하게 유지</translation>
    </message>
    <message>
        <source>Load checkpoint…</source>
        <translation>체크포인트 불러오기…</translation>
    </message>
    <message>
        <source>Import a .safetensors or an official LIIF .pth file</source>
        <translation>.safetensors 또는 공식 LIIF .pth 파일 가져오기</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Where networks are computed</source>
        <translation>네트워크를 계산할 장치</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>How exactly fields are computed</source>
        <translation>필드 계산의 정밀도</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>빠름</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>정확</translation>
    </message>
    <message>
        <source>Averaged</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Half precision where it pays; no eye can tell</source>
        <translation>유리한 곳에만 반정밀도 사용. 눈으로는 구별할 수 없음</translation>
    </message>
    <message>
        <source>The paper&apos;s arithmetic, float32</source>
        <translation>논문과 같은 float32 연산</translation>
    </message>
    <message>
        <source>The mean over the picture turned and mirrored in eight ways: a little better, eight times as slow</source>
        <translation>이미지를 여덟 가지로 회전하고 뒤집은 결과의 평균. 조금 더 낫지만 여덟 배 느림</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>계산</translation>
    </message>
    <message>
        <source>Automatic ({device})</source>
        <translation>자동({device})</translation>
    </message>
</context>
<context>
    <name>Simulating</name>
    <message>
        <source>{0}, degraded</source>
        <translation>{0}, 열화</translation>
    </message>
    <message>
        <source>{0} against the original</source>
        <translation>원본 대비 {0}</translation>
    </message>
    <message>
        <source> and </source>
        <translation>, </translation>
    </message>
</context>
<context>
    <name>SizeChooser</name>
    <message>
        <source>What the number beside it says</source>
        <translation>옆의 숫자가 뜻하는 것</translation>
    </message>
    <message>
        <source>Size is said as</source>
        <translation>크기 지정 방식</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>긴 변</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>메가픽셀</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>How large it becomes; its shape stays</source>
        <translation>결과의 크기. 가로세로 비율은 유지</translation>
    </message>
    <message>
        <source> MP</source>
        <translation> MP</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Cursor, in source pixels</source>
        <translation>커서 위치(원본 픽셀)</translation>
    </message>
    <message>
        <source>Under the cursor: colour of the source → colour of the field, or the number that is shown of it</source>
        <translation>커서 아래: 원본의 색 → 필드의 색, 또는 거기서 표시하는 값</translation>
    </message>
    <message>
        <source>Which of the pictures in the folder</source>
        <translation>폴더 안에서의 순서</translation>
    </message>
    <message>
        <source>Size of the picture</source>
        <translation>이미지 크기</translation>
    </message>
    <message>
        <source>Model, device and what is being computed</source>
        <translation>모델, 장치, 계산 상태</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비</translation>
    </message>
</context>
<context>
    <name>StyleList</name>
    <message>
        <source>Drop paintings, patterns or photos here</source>
        <translation>그림, 무늬 또는 사진을 여기에 끌어다 놓으십시오</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Add pictures whose style is taken</source>
        <translation>스타일을 가져올 이미지 추가</translation>
    </message>
    <message>
        <source>Painted</source>
        <translation>자체 생성</translation>
    </message>
    <message>
        <source>Styles that the program paints itself</source>
        <translation>프로그램이 직접 그리는 스타일</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Add styles</source>
        <translation>스타일 추가</translation>
    </message>
    <message>
        <source>Brush strokes</source>
        <translation>붓질</translation>
    </message>
    <message>
        <source>Mosaic</source>
        <translation>모자이크</translation>
    </message>
</context>
<context>
    <name>StyleNetworkDialog</name>
    <message>
        <source>Train style network</source>
        <translation>스타일 네트워크 학습</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>학습 시작</translation>
    </message>
    <message>
        <source>{0}, style</source>
        <translation>{0}, 스타일</translation>
    </message>
    <message>
        <source>style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Choose a picture whose style is learnt.</source>
        <translation>스타일을 배울 이미지를 선택하십시오.</translation>
    </message>
    <message>
        <source>On a processor so wide a network takes hours; 16 filters are a fourth of the work.</source>
        <translation>이렇게 넓은 네트워크는 CPU에서 몇 시간이 걸립니다. 필터를 16개로 줄이면 계산량이 4분의 1이 됩니다.</translation>
    </message>
</context>
<context>
    <name>StyleRow</name>
    <message>
        <source>Thumbnail of {0}</source>
        <translation>{0}의 썸네일</translation>
    </message>
    <message>
        <source>Share of {0}</source>
        <translation>{0}의 비중</translation>
    </message>
    <message>
        <source>How much this style counts beside the others</source>
        <translation>다른 스타일에 대한 이 스타일의 비중</translation>
    </message>
    <message>
        <source>Take it off the list</source>
        <translation>목록에서 제거</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>{0} 제거</translation>
    </message>
</context>
<context>
    <name>StyliseDialog</name>
    <message>
        <source>Stylise</source>
        <translation>스타일 변환</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>품질</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>As that run</source>
        <translation>해당 작업과 같게</translation>
    </message>
    <message>
        <source>Quick, a few minutes at most</source>
        <translation>빠르게(최대 몇 분)</translation>
    </message>
    <message>
        <source>Fine, larger and longer</source>
        <translation>정교하게(더 크고 오래 걸림)</translation>
    </message>
    <message>
        <source>At once, by the network {0}</source>
        <translation>즉시, {0} 네트워크로</translation>
    </message>
    <message>
        <source>Optimised for this picture and these styles, or made by a network trained for one style</source>
        <translation>이 이미지와 스타일에 맞게 최적화하거나, 한 스타일을 학습한 네트워크로 변환</translation>
    </message>
    <message>
        <source>Add a picture whose style is taken.</source>
        <translation>스타일을 가져올 이미지를 추가하십시오.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>True pixels</source>
        <translation>실제 픽셀</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>여는 중</translation>
    </message>
</context>
<context>
    <name>TrainDialog</name>
    <message>
        <source>Train LIIF</source>
        <translation>LIIF 학습</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>학습 시작</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>Training is going on</source>
        <translation>학습 진행 중</translation>
    </message>
    <message>
        <source>{names}: still training.</source>
        <translation>{names}: 아직 학습 중입니다.</translation>
    </message>
    <message>
        <source>It can go on without the window; you will find it under Runs when you come back.</source>
        <translation>창을 닫아도 계속할 수 있으며, 다시 열면 작업 목록에 표시됩니다.</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>학습 계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
</context>
<context>
    <name>Turning</name>
    <message>
        <source>&amp;Turn</source>
        <translation>회전과 뒤집기(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Clockwise</source>
        <translation>시계 방향으로 회전(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;ounter-clockwise</source>
        <translation>시계 반대 방향으로 회전(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Mirror left to right</source>
        <translation>좌우 뒤집기(&amp;M)</translation>
    </message>
    <message>
        <source>Mirror &amp;top to bottom</source>
        <translation>상하 뒤집기(&amp;T)</translation>
    </message>
    <message>
        <source>A network that is a picture cannot be turned. Save it as a picture, and turn that.</source>
        <translation>네트워크로 된 이미지는 회전할 수 없습니다. 이미지로 저장한 뒤 회전하십시오.</translation>
    </message>
</context>
<context>
    <name>WeightSlider</name>
    <message>
        <source>1 is in the middle, nothing at the lower end</source>
        <translation>가운데가 1, 작은 쪽 끝은 사용 안 함</translation>
    </message>
    <message>
        <source>off</source>
        <translation>끔</translation>
    </message>
</context>
<context>
    <name>ZoomButton</name>
    <message>
        <source>Screen pixels for each source pixel; press to choose or type</source>
        <translation>원본 픽셀당 화면 픽셀 수. 누르면 선택하거나 입력할 수 있음</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>배율</translation>
    </message>
    <message>
        <source>250 %  or  ×12</source>
        <translation>250 %  또는  ×12</translation>
    </message>
    <message>
        <source>Zoom to be typed</source>
        <translation>직접 입력할 배율</translation>
    </message>
    <message>
        <source>A percentage, or a factor after ×</source>
        <translation>백분율, 또는 × 뒤의 배율</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>창에 맞추기</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>창 채우기</translation>
    </message>
</context>
</TS>
