//! The output of a picture: a file or a stream.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// A file that appears under its name only when it is finished; or standard output, a pipe, a device.
pub struct Output {
    sink: Sink,
    bytes: u64,
}

enum Sink {
    Renamed { file: NamedTempFile, path: PathBuf },
    Direct(Box<dyn Write + Send>),
}

impl Output {
    /// The file at `path`, or standard output for `-`.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        if path.as_os_str() == "-" {
            if io::stdout().is_terminal() {
                return Err(Failure::file(
                    path,
                    "standard output is a terminal; send the picture to a file or a pipe",
                ));
            }
            return Ok(Self::new(Sink::Direct(Box::new(io::stdout()))));
        }
        let failed = |error| Failure::file(path, error);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(Failure::file(path, "is a directory")),
            Ok(found) if !found.is_file() => {
                let device = OpenOptions::new().write(true).open(path).map_err(failed)?;
                Ok(Self::new(Sink::Direct(Box::new(device))))
            }
            // A link stays one.
            Ok(_) => Self::renamed(path.canonicalize().map_err(failed)?).map_err(failed),
            Err(_) => Self::renamed(path.to_owned()).map_err(failed),
        }
    }

    fn new(sink: Sink) -> Self {
        Self { sink, bytes: 0 }
    }

    fn renamed(path: PathBuf) -> io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".iterscope-").suffix(".part");
        // As any new file, instead of readable by its owner only.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        Ok(Self::new(Sink::Renamed { file, path }))
    }

    /// Gives the file its name; returns its size in bytes.
    pub fn finish(mut self) -> Result<u64, Failure> {
        self.flush().map_err(Failure::stdout)?;
        if let Sink::Renamed { file, path } = self.sink {
            file.persist(&path).map_err(|failed| Failure::file(&path, failed.error))?;
        }
        Ok(self.bytes)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.sink {
            Sink::Renamed { file, .. } => file.write(bytes),
            Sink::Direct(stream) => stream.write(bytes),
        }?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Renamed { file, .. } => file.flush(),
            Sink::Direct(stream) => stream.flush(),
        }
    }
}
