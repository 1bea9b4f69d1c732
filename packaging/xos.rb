# For Homebrew on Linux, with the archive of a release: brew install --formula ./xos.rb
# A release adds its archive's sha256 (docs/release.md).
class Xos < Formula
  desc "Operating system calls as commands for shells and tests"
  homepage "https://xos.invalid"
  url "https://xos.invalid/releases/xos-0.1.0.tar.gz"
  license "MIT"

  depends_on "pkgconf" => :build
  depends_on "libedit"
  depends_on "libffi"
  depends_on :linux

  def install
    system "./configure", "--prefix=#{prefix}", "--without-bash-headers", "--without-zsh-headers"
    system "make", "install"
  end

  test do
    assert_equal "xos #{version}", shell_output("#{bin}/xos --version").chomp
    (testpath/"data").write "hello"
    assert_equal "ell", shell_output("#{bin}/xos pread 3 3 1 3<data").chomp
  end
end
