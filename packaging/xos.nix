# For Nix, from a checkout: nix-build -E 'with import <nixpkgs> { }; callPackage ./packaging/xos.nix { }'
{
  lib,
  stdenv,
  autoreconfHook,
  pkg-config,
  libedit,
  libffi,
  jq,
}:

stdenv.mkDerivation {
  pname = "xos";
  version = "0.1.0";
  src = lib.cleanSource ../.;

  nativeBuildInputs = [
    autoreconfHook
    pkg-config
  ];
  buildInputs = [
    libedit
    libffi
  ];
  nativeInstallCheckInputs = [ jq ];
  doInstallCheck = true;
  installCheckPhase = ''
    "$out/bin/xstat" --json "$out/bin/xos" | jq -e .st_size
  '';

  meta = {
    description = "Operating system calls as commands for shells and tests";
    homepage = "https://xos.invalid";
    license = lib.licenses.mit;
    platforms = lib.platforms.linux;
    mainProgram = "xos";
  };
}
