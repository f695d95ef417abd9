"""Commands in RUN and other shell text."""
